import type { components } from './schema';

type Problem = components['schemas']['Problem'];
/** AWS's own words about a refused call. */
export type AwsProblem = NonNullable<Problem['aws']>;

/** Codes that the client itself gives, for failures that never reached the server. */
export const clientCodes = { offline: 'client.offline', unreadable: 'client.unreadable' } as const;

/** The one error of this application. Callers switch on `code`, never on the texts. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    /** room.reason, as the server gives it, or one of clientCodes. */
    readonly code: string,
    /** A sentence that is safe to show. */
    readonly detail: string,
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly requestId: string,
    /** What is wrong field by field; locations such as "body.email". */
    readonly fields: readonly { location: string; message: string }[] = [],
    readonly aws: AwsProblem | null = null,
    /** Seconds to wait before trying again, from Retry-After; null when not said. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Makes an ApiError of an answer that is not a success, whatever its body is. */
export function fromAnswer(response: Response, body: unknown): ApiError {
  const problem = isRecord(body) ? body : {};
  const errors = Array.isArray(problem['errors']) ? (problem['errors'] as unknown[]) : [];
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError(
    text(problem['code']) || `http.${response.status}`,
    text(problem['detail']) || text(problem['title']) || `The server answered ${response.status}.`,
    response.status,
    text(problem['request_id']) || response.headers.get('X-Request-ID') || '',
    errors.filter(isRecord).map((e) => ({ location: text(e['location']), message: text(e['message']) })),
    isRecord(problem['aws']) ? (problem['aws'] as unknown as AwsProblem) : null,
    Number.isFinite(wait) ? wait : null,
  );
}

/** Makes an ApiError of anything that was thrown. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  // fetch says every failure to connect with a TypeError.
  if (thrown instanceof TypeError) {
    return new ApiError(clientCodes.offline, 'The server cannot be reached. Check your connection.', 0, '');
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError(clientCodes.unreadable, detail, 0, '');
}

/** Whether the caller went away on purpose, so nothing need be said. */
export function isAborted(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

/** The server's remark on a field ("must have a digit") as a sentence of its own. */
function sentence(remark: string): string {
  const text = remark.charAt(0).toUpperCase() + remark.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Where an error is shown: at the fields it names, or as one sentence; never both. */
export type Placement = { at: 'fields'; fields: Record<string, string> } | { at: 'notice'; error: ApiError };

/**
 * Decides where an error of a form is shown. Every field the server names must
 * be a field of the form, else the whole is one notice, so nothing is lost.
 * `codes` names the field that a code belongs to; its sentence is then shown
 * there instead of the shorter remarks on the fields.
 */
export function placeError(
  thrown: unknown,
  formFields: readonly string[],
  codes: Readonly<Record<string, string>> = {},
): Placement {
  const error = toApiError(thrown);
  const known = codes[error.code];
  if (known !== undefined) return { at: 'fields', fields: { [known]: error.detail } };
  const fields: Record<string, string> = {};
  for (const { location, message } of error.fields) {
    const name = location.replace(/^body\./, '').replace(/[.[].*$/, '');
    if (!formFields.includes(name)) return { at: 'notice', error };
    fields[name] = fields[name] ? `${fields[name]} ${sentence(message)}` : sentence(message);
  }
  return Object.keys(fields).length > 0 ? { at: 'fields', fields } : { at: 'notice', error };
}

/** Whether the same read may well succeed a moment later. AWS's own refusals (502) never do. */
export function isWorthRetrying(thrown: unknown): boolean {
  const { status } = toApiError(thrown);
  return status === 0 || status === 503 || status === 504;
}
