import { openOutside } from '@/api/home';

/**
 * In the desktop window, links that ask for a new tab would do nothing: those
 * that lead away open in the person's browser, those inside open in place.
 * Returns what ends that.
 */
export function followOutsideLinks(goTo: (address: string) => void, page: Document = document): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>('a[target="_blank"]');
    if (!link) return;
    if (link.origin === page.location.origin) {
      event.preventDefault();
      goTo(`${link.pathname}${link.search}${link.hash}`);
    } else if (openOutside(link.href)) {
      event.preventDefault();
    }
  };
  page.addEventListener('click', follow);
  return () => page.removeEventListener('click', follow);
}

/** Opens the pages that the window's menu, or a link from another program, asks for. Returns what ends that. */
export function followInside(goTo: (address: string) => void, page: Window = window): () => void {
  const follow = (event: Event) => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    event.preventDefault(); // else the window loads the page anew
    goTo(event.detail);
  };
  page.addEventListener('iamcopilot:go', follow);
  return () => page.removeEventListener('iamcopilot:go', follow);
}
