import { expect, it } from 'vitest';
import { isServerAddress } from './server-address';

it.each([
  ['https://iam.example.com', true],
  ['HTTPS://iam.example.com:8443', true],
  ['http://localhost:8000', true],
  ['http://127.0.0.1:8000', true],
  ['http://127.8.9.10', true],
  ['http://[::1]:8000', true],
  ['http://iam.example.com', false],
  ['http://localhost.example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://[::2]', false],
  ['http://10.0.0.1', false],
  ['iam.example.com', false],
  ['https://', false],
  ['https://a b', false],
  ['ftp://localhost', false],
  ['javascript:alert(1)', false],
  ['', false],
])('%s: %s', (text, ok) => expect(isServerAddress(text)).toBe(ok));
