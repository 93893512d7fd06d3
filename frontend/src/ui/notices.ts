import { useSyncExternalStore } from 'react';

/** Something that was said in passing, for whoever missed it. */
export interface Notice {
  id: number;
  kind: 'done' | 'failed';
  text: string;
  at: Date;
}

const most = 50;
let notices: readonly Notice[] = [];
let unseen = 0;
let next = 1;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Keeps what was said, newest first. */
export function keepNotice(kind: Notice['kind'], text: string): void {
  notices = [{ id: next++, kind, text, at: new Date() }, ...notices].slice(0, most);
  unseen = Math.min(unseen + 1, most);
  tell();
}

/** Everything that was kept has been looked at. */
export function seeNotices(): void {
  unseen = 0;
  tell();
}

/** Forgets everything, as when somebody else signs in. */
export function clearNotices(): void {
  notices = [];
  unseen = 0;
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was said lately, and how much of it is new. */
export function useNotices(): { notices: readonly Notice[]; unseen: number } {
  const list = useSyncExternalStore(subscribe, () => notices);
  const count = useSyncExternalStore(subscribe, () => unseen);
  return { notices: list, unseen: count };
}
