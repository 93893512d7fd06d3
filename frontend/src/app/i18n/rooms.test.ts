import { describe, expect, it } from 'vitest';
import { en } from './en';
import { first } from './en/first';
import { loadRoom, type Room } from './rooms';

const sources = import.meta.glob<string>(['/src/**/*.{ts,tsx}', '!/src/**/*.test.*', '!/src/app/i18n/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The file that `from` imports under a name; undefined for packages, styles and texts. */
function fileOf(from: string, name: string): string | undefined {
  const path = name.startsWith('@/')
    ? `/src/${name.slice(2)}`
    : name.startsWith('.')
      ? new URL(name, `file://${from}`).pathname
      : '';
  return ['', '.ts', '.tsx', '/index.ts'].map((end) => path + end).find((file) => file in sources);
}

/** A file and all that it imports, at once or later. */
function partsOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, now, later] of (sources[file] ?? '').matchAll(
    /\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  )) {
    const part = fileOf(file, now ?? later ?? '');
    if (part) partsOf(part, found);
  }
  return found;
}

/** What stands in the catalogue under a name, or under the beginning of a name that ends in a variable. */
function spoken(name: string): boolean {
  const steps = name.replace(/\$\{.*/s, '').split('.');
  const last = steps.pop() ?? '';
  const group = steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)?.[step], en);
  if (typeof group !== 'object' || group === null) return false;
  return Object.entries(group).some(([key, value]) =>
    name.includes('${')
      ? key.startsWith(last)
      : typeof value === 'string' && (key === last || key.startsWith(`${last}_`)),
  );
}

/** The rooms whose texts a file or its parts speak, beside those that every page has. */
function roomsOf(file: string): string[] {
  const rooms = new Set<string>();
  for (const part of partsOf(file)) {
    for (const [, name = ''] of (sources[part] ?? '').matchAll(
      /['"`]([a-z][A-Za-z]*\.(?:[\w.]|\$\{[^}]*\})+)['"`]/g,
    )) {
      const room = name.split('.')[0] ?? '';
      if (room in en && !(room in first) && spoken(name)) rooms.add(room);
    }
  }
  return [...rooms].sort();
}

const router = sources['/src/app/router.tsx'] ?? '';
const pages = [...router.matchAll(/import\('([^']+)'\),\s*'\w+'([^)]*)\)/g)].map(
  ([, name = '', rest = '']) => ({
    page: name,
    file: fileOf('/src/app/router.tsx', name) ?? '',
    declared: [...rest.matchAll(/'(\w+)'/g)].map(([, room]) => room ?? '').sort(),
  }),
);
const frame = pages.find(({ page }) => page === './shell/shell');
// Those that stand inside the frame, whose texts are there by then.
const framed = new Set(
  [...router.matchAll(/getParentRoute: \(\) => signedInRoute,[\s\S]*?import\('([^']+)'\)/g)].map(
    ([, page]) => page,
  ),
);

describe('the texts of a page', () => {
  it('are looked for on every page of the route table', () => {
    expect(pages.length).toBe(router.match(/import\('/g)?.length);
    expect(pages.filter(({ file }) => !file)).toEqual([]);
    expect(frame?.declared).not.toEqual([]);
    expect(framed.size).toBeGreaterThan(10);
  });

  it.each(pages)('$page fetches what it speaks, and no more', ({ page, file, declared }) => {
    const around = framed.has(page) ? (frame?.declared ?? []) : [];
    expect(declared).toEqual(roomsOf(file).filter((room) => !around.includes(room)));
  });
});

describe('loadRoom', () => {
  const rooms = Object.keys(en).filter((room) => !(room in first)) as Room[];
  it.each(rooms)('finds %s in both languages', async (room) => {
    expect(await loadRoom('en', room)).toEqual({ [room]: en[room] });
    expect(Object.keys(await loadRoom('de', room))).toEqual([room]);
  });
});
