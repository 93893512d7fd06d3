import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const rooms = readdirSync(new URL('./src/features', import.meta.url));

// The direction of imports: lib → (api, ui) → features → app. A feature never
// imports another feature: what two of them share belongs below them.
const layers = ['lib', 'api', 'ui', 'features', 'app'];
const above = {
  lib: ['api', 'ui', 'features', 'app'],
  api: ['ui', 'features', 'app'],
  ui: ['features', 'app'],
  features: ['app'],
};

const noClient = { name: 'openapi-fetch', message: 'Only src/api talks to the outside.' };

// One rule set a zone: the layer's files may not import what lies above it,
// neither by its alias nor by climbing.
const zones = layers.flatMap((layer) => {
  const upward = above[layer] && {
    regex: `^(@/|(\\.\\./)+)(${above[layer].join('|')})(/|$)`,
    message: `${layer} does not import ${above[layer].join(', ')}: imports point downward.`,
  };
  const zone = (files, patterns) => ({
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: layer === 'api' ? [] : [noClient], patterns: patterns.filter(Boolean) },
      ],
    },
  });
  if (layer !== 'features') return [zone([`src/${layer}/**`], [upward])];
  return rooms.map((room) =>
    zone(
      [`src/features/${room}/**`],
      [
        upward,
        {
          regex: `^(@/features/(?!${room}(/|$))|\\.\\./)`,
          message: 'A feature does not import another feature: move what both need to ui, api or lib.',
        },
      ],
    ),
  );
});

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
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-globals': ['error', ...outside],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['src/api/**', 'e2e/**', '**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-globals': 'off', 'react-hooks/rules-of-hooks': 'off' },
  },
  ...zones,
  {
    files: ['**/*.{js,cjs}'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
