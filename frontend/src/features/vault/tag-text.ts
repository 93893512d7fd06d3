import { tagsOf, textsOf } from '@/lib/tag-texts';

/** Whether AWS would take the tags; the server checks all of it again. */
export function tagsFit(texts: readonly string[]): boolean {
  const tags = Object.entries(tagsOf(texts));
  return (
    tags.length <= 50 &&
    tags.every(
      ([key, value]) =>
        key.length > 0 &&
        key.length <= 128 &&
        value.length <= 256 &&
        !key.toLowerCase().startsWith('aws:') &&
        /^[\p{L}\p{M}\p{N} _.:/=+\-@]*$/u.test(key + value),
    )
  );
}

/** Whether two credentials' tags are the same. */
export function sameTags(a: Record<string, string>, b: Record<string, string>): boolean {
  return JSON.stringify(textsOf(a)) === JSON.stringify(textsOf(b));
}
