import type { en } from './en';

// Makes every use of a text that is not in the catalogue a type error.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}
