import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { first } from './en/first';
import { languageOf, type Language } from './languages';
import { loadFirst, loadRoom, type Room } from './rooms';

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: { ...first } } }, // a copy: what comes later is added to it
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
  showSupportNotice: false,
});

// What has been asked for so far: another language needs the same.
const wanted = new Set<Room>();
// The language to come, while its texts are on their way.
let coming: Language = 'en';

async function add(language: Language, room: Room): Promise<void> {
  if (i18next.getResource(language, 'translation', room) !== undefined) return;
  i18next.addResourceBundle(language, 'translation', await loadRoom(language, room), true);
}

async function addFirst(language: Language): Promise<void> {
  if (language === 'en') return;
  i18next.addResourceBundle(language, 'translation', await loadFirst(language), true);
}

/** Speaks a language from now on; its texts are fetched when they are first wanted. */
export async function speak(wish: string): Promise<void> {
  const language = languageOf(wish, navigator.languages);
  coming = language;
  try {
    await Promise.all([addFirst(language), ...[...wanted].map((room) => add(language, room))]);
  } catch (error) {
    coming = i18next.language as Language;
    throw error;
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Fetches the texts of rooms in the language that is spoken. */
export async function loadTexts(rooms: readonly Room[]): Promise<void> {
  for (const room of rooms) wanted.add(room);
  const languages = new Set([i18next.language as Language, coming]);
  await Promise.all([...languages].flatMap((language) => rooms.map((room) => add(language, room))));
}

/** The import of a page, and of the texts it speaks: none is shown without the other. */
export function withTexts<Page>(page: () => Promise<Page>, rooms: readonly Room[]): () => Promise<Page> {
  return async () => (await Promise.all([page(), loadTexts(rooms)]))[0];
}

export { i18next };
