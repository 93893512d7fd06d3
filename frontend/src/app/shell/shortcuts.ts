/** Where two keys, one after the other, lead. */
export const jumps = [
  { keys: ['g', 'd'], to: '/', text: 'app.nav.dashboard' },
  { keys: ['g', 'l'], to: '/policies', text: 'app.nav.library' },
  { keys: ['g', 'n'], to: '/policies/generate', text: 'app.nav.generate' },
  { keys: ['g', 'c'], to: '/policies/compare', text: 'app.nav.compare' },
  { keys: ['g', 'm'], to: '/policies/simulate', text: 'app.nav.simulate' },
  { keys: ['g', 'e'], to: '/policies/explain', text: 'app.nav.explain' },
  { keys: ['g', 'a'], to: '/access', text: 'app.nav.access' },
  { keys: ['g', 'u'], to: '/iam/users', text: 'app.nav.iamUsers' },
  { keys: ['g', 's'], to: '/settings', text: 'app.nav.settings' },
] as const;

export type Jump = (typeof jumps)[number];

/** What a key press asks for. */
export type Wish =
  { kind: 'sheet' } | { kind: 'search' } | { kind: 'jump'; jump: Jump } | { kind: 'begin' } | null;

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key means after the one before it, which is empty when none waits. Keys with Ctrl, Alt or Cmd mean nothing here. */
export function wishOf({ key, ctrlKey, metaKey, altKey }: Press, before: string): Wish {
  if (ctrlKey || metaKey || altKey) return null;
  const jump = jumps.find(({ keys }) => keys[0] === before && keys[1] === key.toLowerCase());
  if (jump) return { kind: 'jump', jump };
  if (key === '?') return { kind: 'sheet' };
  if (key === '/') return { kind: 'search' };
  return key === 'g' ? { kind: 'begin' } : null;
}

/** Whether somebody is writing, or a dialog is open: keys then mean what they write. */
export function isWriting(target: EventTarget | null, page: Document = document): boolean {
  if (
    page.querySelector('[role="dialog"], [role="menu"], [role="listbox"]:not([hidden])')?.checkVisibility?.()
  )
    return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
