import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { isWriting, wishOf } from './shortcuts';

const ShortcutDialog = lazy(() => import('./shortcut-dialog'));

/** Listens for the keys that lead somewhere, and shows them all on "?". */
export function ShortcutSheet() {
  const navigate = useNavigate();
  const [opened, { open: show, close }] = useDisclosure(false);
  const [wanted, setWanted] = useState(false); // its parts are fetched then
  const open = useCallback(() => {
    setWanted(true);
    show();
  }, [show]);
  // Whoever speaks to the computer, or has no steady hand, must be able to turn single keys off.
  const [on, setOn] = useLocalStorage<boolean>({
    key: 'iam-copilot-shortcuts',
    defaultValue: true,
    getInitialValueInEffect: false,
    deserialize: (text) => text !== 'false',
  });
  const before = useRef('');

  const act = useEffectEvent((event: KeyboardEvent) => {
    if (!on || event.defaultPrevented || isWriting(event.target)) return;
    const wish = wishOf(event, before.current);
    before.current = wish?.kind === 'begin' ? event.key : '';
    if (wish === null || wish.kind === 'begin') return;
    event.preventDefault();
    if (wish.kind === 'sheet') open();
    else if (wish.kind === 'jump') void navigate({ to: wish.jump.to });
    else document.querySelector<HTMLInputElement>('#content input[type="search"]')?.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event);
    window.addEventListener('keydown', listen);
    window.addEventListener('iam-copilot:shortcuts', open);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('iam-copilot:shortcuts', open);
    };
  }, [open]);

  return (
    <Suspense>
      {wanted && <ShortcutDialog opened={opened} onClose={close} on={on} onChange={setOn} />}
    </Suspense>
  );
}

/** Opens the sheet from anywhere. */
export function showShortcuts(): void {
  window.dispatchEvent(new Event('iam-copilot:shortcuts'));
}
