/**
 * The secret of a link from a letter. It stands in the fragment of the address,
 * which browsers send to nobody.
 */
export function linkToken(hash: string = window.location.hash): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}

// Only in memory: an invitation outlives the way to the log-in page and back,
// but never stands in an address or in storage.
let remembered = '';

/** Keeps the secret of an invitation until it is accepted. */
export function rememberInvitation(token: string): void {
  remembered = token;
}

/** The secret of the invitation that the person came with; empty without one. */
export function rememberedInvitation(): string {
  return remembered;
}
