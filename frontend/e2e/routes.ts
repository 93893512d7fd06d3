import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A page of the product, as the table of routes names it. */
export interface Route {
  /** With $names where an address has parameters. */
  path: string;
  /** Whether it is for people who are signed in. */
  signedIn: boolean;
}

const source = readFileSync(resolve(import.meta.dirname, '../src/app/router.tsx'), 'utf8');

function read(): Route[] {
  const tables = [
    ...source.matchAll(
      /createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: '([^']+)',([\s\S]*?)\n\}\);/g,
    ),
  ];
  // A route that is written in another way would go untested unseen.
  const all = source.match(/^\s*path: '/gm)?.length ?? 0;
  if (tables.length !== all)
    throw new Error(`${tables.length} of ${all} routes of router.tsx could be read.`);
  return tables
    .filter(([, , , rest]) => rest?.includes('component:'))
    .map(([, parent, path]) => ({ path: path ?? '', signedIn: parent === 'signedInRoute' }));
}

/** Every page of the table of routes; those that only lead elsewhere are left out. */
export const routes: readonly Route[] = read();

/** The tabs of the settings, which are pages of their own to whoever looks at them. */
export const settingsTabs = (/settingsTabs = \[([^\]]+)\]/.exec(source)?.[1] ?? '')
  .split(',')
  .map((name) => name.trim().replaceAll("'", ''))
  .filter(Boolean);
