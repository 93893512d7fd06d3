/** Groups the twelve digits of an AWS account id in fours, as the AWS console does. */
export function groupAccountId(id: string): string {
  return /^\d{12}$/.test(id) ? `${id.slice(0, 4)} ${id.slice(4, 8)} ${id.slice(8)}` : id;
}

/** The parts of an Amazon Resource Name (IAM User Guide, "Amazon Resource Names (ARNs)"). */
export interface ArnParts {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Splits an ARN into its parts; null when the text is not one. */
export function parseArn(arn: string): ArnParts | null {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined)
    return null;
  if (rest.length === 0) return null;
  return { partition, service, region, account, resource: rest.join(':') };
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago (or ahead) a moment is, in words: "3 minutes ago". Under a minute it is "now". */
export function relativeTime(at: Date, now: Date, language = 'en'): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, 'second');
}

/** The exact moment in UTC, to the second: "2026-11-23 10:04:05 UTC". */
export function exactUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Date and time in the reader's own zone. */
export function localTime(at: Date, language = 'en'): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A calendar day without a time ("2026-09-26"), written out for the reader and never shifted by a zone. */
export function calendarDay(day: string, language = 'en'): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** A whole number with thousands separators. */
export function wholeNumber(value: number, language = 'en'): string {
  return new Intl.NumberFormat(language).format(value);
}

/** One or two letters that stand for a person in an avatar. */
export function initials(name: string, email: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return email.slice(0, 1).toUpperCase();
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
