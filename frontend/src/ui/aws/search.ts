/** The items one of whose words (name, path, ARN) holds every word of the text, whatever their case. */
export function searchItems<T>(items: readonly T[], text: string, words: (item: T) => string): readonly T[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter((item) => {
    const all = words(item).toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}
