import { copySecretInWindow } from '@/api/desktop';
import { copySecret as copyInBrowser } from '@/lib/secret-clipboard';

/** Copies a secret and empties the clipboard later: in the desktop window by its own means, since WebKit lets no page read it. */
export async function copySecret(secret: string): Promise<void> {
  if (!(await copySecretInWindow(secret))) await copyInBrowser(secret);
}
