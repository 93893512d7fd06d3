import createClient from 'openapi-fetch';
import { ApiError, clientCodes, fromAnswer, isAborted, toApiError } from './errors';
import type { paths } from './schema';
import { session } from './session';

/** The typed door to the server: paths, inputs and answers come from the OpenAPI document. */
export const api = createClient<paths>({
  // Written out, because location.origin is "null" for the window's own scheme.
  baseUrl: `${window.location.protocol}//${window.location.host}`,
  fetch: (request) => session.fetch(request),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Waits for a call of `api`: its data, or an ApiError thrown. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (thrown) {
    if (isAborted(thrown)) throw thrown;
    if (thrown instanceof SyntaxError) {
      throw new ApiError(clientCodes.unreadable, 'The answer of the server cannot be read.', 0, '');
    }
    throw toApiError(thrown);
  }
  if (!answer.response.ok) throw fromAnswer(answer.response, answer.error);
  return answer.data as T;
}
