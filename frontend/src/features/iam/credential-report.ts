import type { CredentialReport } from '@/api/queries/iam-account';

type Row = CredentialReport['rows'][number];

/** One access key of a user, as the report tells of it. */
export interface ReportKey {
  /** First or second: the report does not tell ids. */
  place: 1 | 2;
  rotatedAt: string | null;
  usedAt: string | null;
}

/** One user of the report. */
export interface ReportUser {
  name: string;
  arn: string;
  root: boolean;
  createdAt: string | null;
  password: boolean;
  passwordUsedAt: string | null;
  mfa: boolean;
  /** Those that are active. */
  keys: readonly ReportKey[];
}

/** What the report can be narrowed to. */
export type ReportFilter = 'all' | 'no-mfa' | 'old-keys';

const dayMilliseconds = 24 * 3600 * 1000;

/** AWS writes N/A, no_information and not_supported where there is no moment. */
function moment(text: string | undefined): string | null {
  return text && !Number.isNaN(Date.parse(text)) ? text : null;
}

const yes = (text: string | undefined) => text?.toLowerCase() === 'true';

/** Reads rows of a credential report ("Getting credential reports for your AWS account", IAM User Guide). */
export function reportUsers(rows: readonly Row[]): ReportUser[] {
  return rows.map((row) => ({
    name: row['user'] ?? '',
    arn: row['arn'] ?? '',
    root: row['user'] === '<root_account>',
    createdAt: moment(row['user_creation_time']),
    // Of the root user the report does not tell it; there always is one, unless it was removed centrally.
    password: yes(row['password_enabled']),
    passwordUsedAt: moment(row['password_last_used']),
    mfa: yes(row['mfa_active']),
    keys: ([1, 2] as const)
      .filter((place) => yes(row[`access_key_${place}_active`]))
      .map((place) => ({
        place,
        rotatedAt: moment(row[`access_key_${place}_last_rotated`]),
        usedAt: moment(row[`access_key_${place}_last_used_date`]),
      })),
  }));
}

/** The days since a moment, as whole days. */
export function daysSince(at: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(at)) / dayMilliseconds);
}

/** The users that a filter leaves: those who sign in with a password alone, or with a key that is older than `days`. */
export function narrow(
  users: readonly ReportUser[],
  filter: ReportFilter,
  now: Date,
  days: number,
): readonly ReportUser[] {
  if (filter === 'no-mfa') return users.filter((user) => (user.password || user.root) && !user.mfa);
  if (filter === 'old-keys') {
    return users.filter((user) =>
      user.keys.some(({ rotatedAt }) => rotatedAt && daysSince(rotatedAt, now) > days),
    );
  }
  return users;
}

/**
 * The report as a file of values with commas (RFC 4180). Programs for tables
 * take cells that begin with one of =+-@ for formulas, and names of users may
 * begin so: those get an apostrophe in front.
 */
export function reportCsv(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(byColumn);
  const cell = (text: string) => {
    const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;
  return line(names) + rows.map((row) => line(names.map((name) => row[name] ?? ''))).join('');
}

const first = ['user', 'arn', 'user_creation_time'];

function byColumn(a: string, b: string): number {
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return place(a) - place(b) || a.localeCompare(b, 'en');
}
