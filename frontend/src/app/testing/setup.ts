import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { en } from '../i18n/en';
import { i18next } from '../i18n/i18n';

i18next.addResourceBundle('en', 'translation', en, true);

afterEach(cleanup);

// jsdom lacks these; Mantine asks for them.
const still = () => undefined;
const media = (query: string): MediaQueryList => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: still,
  removeEventListener: still,
  addListener: still,
  removeListener: still,
  dispatchEvent: () => false,
});

class StillObserver {
  observe = still;
  unobserve = still;
  disconnect = still;
}

Object.assign(window, { matchMedia: media, ResizeObserver: StillObserver });
Object.assign(Element.prototype, { scrollIntoView: still });
