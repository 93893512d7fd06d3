import { describe, expect, it } from 'vitest';
import { de } from './de';
import { en } from './en';
import { languageOf } from './languages';

/** Every text of a catalogue by its name, such as "vault.form.label". */
function texts(catalogue: object, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(catalogue) as [string, string | object][]) {
    if (typeof value === 'string') all.set(before + name, value);
    else for (const [inner, text] of texts(value, `${before}${name}.`)) all.set(inner, text);
  }
  return all;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '').sort();
}

describe('the German catalogue', () => {
  const english = texts(en);
  const german = texts(de);

  it('has every text of the English one, and no other', () => {
    expect([...english.keys()].filter((name) => !german.has(name))).toEqual([]);
    expect([...german.keys()].filter((name) => !english.has(name))).toEqual([]);
  });

  it('has the same placeholders', () => {
    const differ = [...english].filter(([name, text]) => {
      // The singular may leave the number out in one language.
      const wanted = placeholders(text);
      const got = placeholders(german.get(name) ?? '');
      const one = name.endsWith('_one');
      const plain = (list: string[]) => (one ? list.filter((p) => p !== 'count' && p !== 'formatted') : list);
      return plain(wanted).join() !== plain(got).join();
    });
    expect(differ.map(([name]) => name)).toEqual([]);
  });

  it('has no empty text', () => {
    expect([...german].filter(([, text]) => text.trim() === '').map(([name]) => name)).toEqual([]);
  });
});

describe('languageOf', () => {
  it.each([
    ['de', ['en-US'], 'de'],
    ['', ['de-AT', 'en'], 'de'],
    ['', ['fr-FR', 'de-DE'], 'de'],
    ['', ['fr'], 'en'],
    ['', [], 'en'],
    ['xx', ['de'], 'en'],
  ])('of wish %j and system %j is %s', (wish, system, language) => {
    expect(languageOf(wish, system)).toBe(language);
  });
});
