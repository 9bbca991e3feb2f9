import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// `npm run dev` beside a running server: TWIN_URL=http://127.0.0.1:8080 npm run dev
const server = process.env.TWIN_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // Nothing is inlined: the page's policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/v1': {
        target: server,
        changeOrigin: true,
        headers: { origin: server },
      },
      '/openapi': server,
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
