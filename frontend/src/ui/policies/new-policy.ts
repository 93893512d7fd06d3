/** Whether a text is a JSON object, which is what the library keeps. */
export function isDocument(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const smallWords = new Set([
  'a',
  'an',
  'and',
  'allow',
  'allows',
  'allowing',
  'for',
  'from',
  'in',
  'it',
  'of',
  'on',
  'the',
  'to',
  'with',
  'their',
  'its',
  'this',
  'that',
]);

/** A name for a policy from what it is for: its telling words, in the characters that AWS takes. */
export function suggestName(sentence: string): string {
  const words = sentence
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !smallWords.has(word));
  return [...new Set(words)].slice(0, 5).join('-').slice(0, 64);
}
