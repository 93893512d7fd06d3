import type { en } from './en';
import type { first } from './en/first';
import type { Language } from './languages';

/** A part of the catalogue that is fetched with the pages that speak it. */
export type Room = Exclude<keyof typeof en, keyof typeof first>;

// Each file is fetched by itself, and exports its room under its name.
const files = import.meta.glob<Record<string, object>>([
  './{en,de}/*.ts',
  '!./*/{index,first,app,ui,accounts}.ts',
]);

/** Fetches the texts of a room in a language, under the room's name. */
export async function loadRoom(language: Language, room: Room): Promise<object> {
  const file = room.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const load = files[`./${language}/${file}.ts`];
  if (!load) throw new Error(`There are no texts of ${room} in ${language}.`);
  return { [room]: (await load())[room] };
}

/** Fetches what every page has in a language; that of English comes with the program. */
export async function loadFirst(language: Exclude<Language, 'en'>): Promise<object> {
  const texts = { de: async () => (await import('./de/first')).first };
  return texts[language]();
}
