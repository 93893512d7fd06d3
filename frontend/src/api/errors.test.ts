import { describe, expect, it } from 'vitest';
import { ApiError, clientCodes, fromAnswer, isWorthRetrying, placeError, toApiError } from './errors';

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

describe('fromAnswer', () => {
  it('reads a problem', () => {
    const error = fromAnswer(answer(422), {
      code: 'vault.invalid',
      detail: 'The region is not one.',
      request_id: 'r-1',
      errors: [{ location: 'body.aws_region', message: 'not a Region' }],
    });
    expect(error).toMatchObject({
      code: 'vault.invalid',
      status: 422,
      requestId: 'r-1',
      detail: 'The region is not one.',
    });
    expect(error.fields).toEqual([{ location: 'body.aws_region', message: 'not a Region' }]);
  });
  it("keeps AWS's own words", () => {
    const aws = {
      service: 'STS',
      operation: 'GetCallerIdentity',
      code: 'InvalidClientTokenId',
      message: 'no',
    };
    expect(fromAnswer(answer(502), { code: 'vault.aws_refused', detail: 'AWS refused.', aws }).aws).toEqual(
      aws,
    );
  });
  it('makes do with an answer that is no problem at all', () => {
    const error = fromAnswer(answer(504, { 'X-Request-ID': 'r-2', 'Retry-After': '7' }), '<html>');
    expect(error).toMatchObject({ code: 'http.504', requestId: 'r-2', retryAfter: 7, aws: null });
    expect(error.detail).toBe('The server answered 504.');
  });
});

describe('toApiError', () => {
  it('calls a failure to connect offline', () => {
    expect(toApiError(new TypeError('Failed to fetch')).code).toBe(clientCodes.offline);
  });
  it('leaves its own alone', () => {
    const error = new ApiError('a.b', 'x', 400, '');
    expect(toApiError(error)).toBe(error);
  });
});

describe('placeError', () => {
  const fields = ['email', 'password', 'resource_arns'];
  const problem = (...locations: string[]) =>
    new ApiError(
      'accounts.invalid',
      'Bad.',
      422,
      '',
      locations.map((location) => ({ location, message: `at ${location}` })),
    );

  it('puts errors at their fields', () => {
    expect(placeError(problem('body.email', 'body.password'), fields)).toEqual({
      at: 'fields',
      fields: { email: 'At body.email.', password: 'At body.password.' },
    });
  });
  it('puts an error inside a list at the list', () => {
    expect(placeError(problem('body.resource_arns[2]'), fields)).toMatchObject({
      fields: { resource_arns: 'At body.resource_arns[2].' },
    });
  });
  it('joins two errors at one field', () => {
    expect(placeError(problem('body.email', 'body.email'), fields)).toMatchObject({
      fields: { email: 'At body.email. At body.email.' },
    });
  });
  it('shows one notice when a field is not in the form, so nothing is lost or said twice', () => {
    expect(placeError(problem('body.email', 'query.limit'), fields)).toMatchObject({ at: 'notice' });
  });
  it('knows which field a code belongs to', () => {
    const taken = new ApiError('accounts.email_taken', 'Taken.', 409, '');
    expect(placeError(taken, fields, { 'accounts.email_taken': 'email' })).toEqual({
      at: 'fields',
      fields: { email: 'Taken.' },
    });
    expect(placeError(taken, fields)).toMatchObject({ at: 'notice' });
  });
  it('prefers the sentence of a known code to the remark on its field', () => {
    const taken = new ApiError('accounts.email_taken', 'There is one.', 409, '', [
      { location: 'body.email', message: 'has an account already' },
    ]);
    expect(placeError(taken, fields, { 'accounts.email_taken': 'email' })).toEqual({
      at: 'fields',
      fields: { email: 'There is one.' },
    });
    expect(placeError(taken, fields)).toEqual({ at: 'fields', fields: { email: 'Has an account already.' } });
  });
});

describe('isWorthRetrying', () => {
  it.each([
    [0, true],
    [503, true],
    [401, false],
    [404, false],
    [429, false],
    [500, false],
    [502, false],
  ])('status %i: %s', (status, want) =>
    expect(isWorthRetrying(new ApiError('x', 'x', status, ''))).toBe(want),
  );
});
