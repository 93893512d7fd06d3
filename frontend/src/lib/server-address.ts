/**
 * Whether a text looks like the address of a team server: https://, or http:// to this very computer, since
 * passwords would travel in the open otherwise. The desktop program checks the rest when the address is chosen.
 */
export function isServerAddress(text: string): boolean {
  if (/\s/.test(text) || !/^https?:\/\//i.test(text)) return false;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  return url.protocol === 'https:' || isThisComputer(url.hostname);
}

// The browser writes numbers of any form as four decimal ones, and IPv6 in its shortest form.
function isThisComputer(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
