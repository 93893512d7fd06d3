import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env['IAMCOPILOT_BACKEND'] ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: backend, changeOrigin: false } },
  },
  build: {
    target: 'es2022',
    // Nothing may be inlined as a data: URL, because the server's content
    // security policy only lets files of its own origin in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // The largest is the dictionary of the password meter: one module of data, fetched when somebody types a password.
    chunkSizeWarningLimit: 1250,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/app/testing/setup.ts'],
    reporters: ['default', ['junit', { outputFile: '../.cache/reports/vitest.xml' }]],
    coverage: { provider: 'v8', include: ['src/**'], reportsDirectory: '../.cache/coverage/frontend' },
  },
});
