import { accounts } from './accounts';
import { app } from './app';
import { security } from './security';
import { ui } from './ui';
import { workspace } from './workspace';

/** The texts of what people see before they have signed in, and of what they see everywhere. */
export const first = { app, ui, accounts, security, workspace };
