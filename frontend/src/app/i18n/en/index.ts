import { accounts } from './accounts';
import { app } from './app';
import { audit } from './audit';
import { compare } from './compare';
import { dashboard } from './dashboard';
import { iam } from './iam';
import { policies } from './policies';
import { simulate } from './simulate';
import { ui } from './ui';
import { vault } from './vault';

/** Every text of the interface, in English: the catalogue that other languages translate. */
export const en = { app, ui, accounts, vault, audit, dashboard, policies, compare, simulate, iam };
