/** The languages there are, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** Where the wish is kept: a language, or nothing to follow the system. */
export const languageKey = 'iam-copilot-language';

/** The language for a wish ("de", or "" to follow the system), English where nothing fits. */
export function languageOf(wish: string, system: readonly string[]): Language {
  const known = Object.keys(languages) as Language[];
  for (const one of [wish, ...(wish ? [] : system)]) {
    const found = known.find((name) => name === one.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/** What a person wished for on this computer; "" to follow the system. */
export function wishedLanguage(): string {
  try {
    return localStorage.getItem(languageKey) ?? '';
  } catch {
    return ''; // storage may be forbidden
  }
}

/** Remembers the wish. */
export function wishLanguage(wish: string): void {
  try {
    if (wish) localStorage.setItem(languageKey, wish);
    else localStorage.removeItem(languageKey);
  } catch {
    // It then holds until the page is left.
  }
}
