import { accounts } from './accounts';
import { app } from './app';
import { ui } from './ui';

/** The texts that every page has: those of the frame, of what all pages are made of, and of the way in. */
export const first = { app, ui, accounts };
