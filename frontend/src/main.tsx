import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { speak } from './app/i18n/i18n';
import { wishedLanguage } from './app/i18n/languages';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// The first text shall be in the right language; without its texts, English does.
void speak(wishedLanguage())
  .catch(() => undefined)
  .then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
