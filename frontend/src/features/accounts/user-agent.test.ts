import { expect, it } from 'vitest';
import { readUserAgent } from './user-agent';

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome',
    'Linux',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge',
    'Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari',
    'iOS',
  ],
  ['curl/8.5.0', 'curl', null],
  ['iamcopilot/1.2.0 (Linux)', 'Command line', 'Linux'],
  ['IAMCopilot-Desktop/1.2.0 (Mac OS X)', 'IAM Copilot', 'macOS'],
  ['IAMCopilot-Desktop/1.2.0 (Windows)', 'IAM Copilot', 'Windows'],
  ['Go-http-client/1.1', 'Command line', null],
  ['', null, null],
])('%s', (text, browser, system) => expect(readUserAgent(text)).toEqual({ browser, system }));
