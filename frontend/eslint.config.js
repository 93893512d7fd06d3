import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const rooms = readdirSync(new URL('./src/features', import.meta.url));

// The direction of imports: lib → (api, ui) → features → app. A feature never
// imports another feature: what two of them share belongs below them.
const zones = [
  { target: './src/lib', from: './src', except: ['./lib'] },
  { target: './src/api', from: './src', except: ['./api', './lib'] },
  { target: './src/ui', from: './src', except: ['./ui', './lib', './api'] },
  { target: './src/features', from: './src/app' },
  ...rooms.map((room) => ({
    target: `./src/features/${room}`,
    from: './src/features',
    except: [`./${room}`],
    message: 'A feature does not import another feature: move what both need to ui, api or lib.',
  })),
];

const outside = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'Only src/api talks to the outside.',
}));

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report', 'src/api/schema.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-globals': ['error', ...outside],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'openapi-fetch', message: 'Only src/api talks to the outside.' }] },
      ],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['src/api/**', 'e2e/**', '**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.{js,cjs}'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
