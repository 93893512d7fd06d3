/** A JSON text with four spaces for each level, as AWS writes policies; the text itself where it is no JSON. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 4);
  } catch {
    return text.trimEnd();
  }
}
