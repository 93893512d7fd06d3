import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { first } from './en/first';
import { languageOf, loadLanguage } from './languages';

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: first } },
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
  showSupportNotice: false,
});

/** Speaks a language from now on; its texts are fetched when they are first wanted. */
export async function speak(wish: string): Promise<void> {
  const language = languageOf(wish, navigator.languages);
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loadLanguage(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Fetches the English texts of what is behind the log-in page; other languages come whole. */
export async function loadSignedInTexts(): Promise<void> {
  const { signedIn } = await import('./en/signed-in');
  i18next.addResourceBundle('en', 'translation', signedIn, true);
}

export { i18next };
