/** How long a copied secret stays on the clipboard. */
export const secretMilliseconds = 30_000;

/**
 * Copies a secret, and empties the clipboard later unless something else has
 * been copied since. Where the browser does not let a page read the clipboard,
 * it stays as it is rather than lose what the person copied.
 */
export async function copySecret(secret: string, clipboard: Clipboard = navigator.clipboard): Promise<void> {
  await clipboard.writeText(secret);
  setTimeout(() => {
    void clipboard
      .readText()
      .then((now) => (now === secret ? clipboard.writeText('') : undefined))
      .catch(() => undefined);
  }, secretMilliseconds);
}
