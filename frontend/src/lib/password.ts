/** The most bytes bcrypt looks at; a longer password is refused, never cut. */
export const maxPasswordBytes = 72;

/** One rule a password has to meet, by the name of its text in the catalogue. */
export type PasswordRule = 'length' | 'upper' | 'lower' | 'digit' | 'bytes';

/**
 * Which rules a password meets. The server checks the same ones on the same
 * normal form (NFKC); here they only guide the person who types.
 */
export function checkPassword(password: string): Record<PasswordRule, boolean> {
  const text = password.normalize('NFKC');
  return {
    length: [...text].length >= 8,
    upper: /\p{Lu}/u.test(text),
    lower: /\p{Ll}/u.test(text),
    digit: /\p{Nd}/u.test(text),
    bytes: new TextEncoder().encode(text).length <= maxPasswordBytes,
  };
}

/** Whether every rule is met. */
export function isAcceptable(password: string): boolean {
  return Object.values(checkPassword(password)).every(Boolean);
}
