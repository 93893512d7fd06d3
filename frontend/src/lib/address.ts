/**
 * The address to go to after signing in, when it is a place inside this
 * application; the dashboard otherwise. Anything that a browser could read as
 * another site is refused: the address comes from the query string, where
 * anybody can write.
 */
export function safeAddress(wanted: string | undefined): string {
  // eslint-disable-next-line no-control-regex
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\\]/.test(wanted)) return '/';
  const base = 'https://inside.invalid';
  try {
    const url = new URL(wanted, base);
    if (url.origin !== base) return '/';
    // Dots are resolved by now, and may have left two slashes in front.
    return url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return '/';
  }
}
