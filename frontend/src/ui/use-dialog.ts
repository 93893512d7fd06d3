import { useCallback, useMemo, useRef, useState } from 'react';

/** A dialog about one thing at a time. */
export interface Dialog<T> {
  opened: boolean;
  /** What it is about; still known while the dialog fades out. Null before the first time. */
  about: T | null;
  /** Opens it; `returnTo` gets the focus back when it has closed. */
  open: (about: T, returnTo?: HTMLElement | null) => void;
  close: () => void;
  /** For the end of the closing transition. */
  onExited: () => void;
}

/**
 * State of a dialog. Mantine gives the focus back by itself, except to what is
 * gone or was disabled when the dialog opened (an item of a menu, a button
 * that was busy): for those, name where it goes.
 */
export function useDialog<T>(): Dialog<T> {
  const [about, setAbout] = useState<T | null>(null);
  const [opened, setOpened] = useState(false);
  const returnTo = useRef<HTMLElement | null>(null);
  const open = useCallback((next: T, element: HTMLElement | null = null) => {
    returnTo.current = element;
    setAbout(next);
    setOpened(true);
  }, []);
  const close = useCallback(() => setOpened(false), []);
  const onExited = useCallback(() => returnTo.current?.focus(), []);
  return useMemo(() => ({ opened, about, open, close, onExited }), [opened, about, open, close, onExited]);
}
