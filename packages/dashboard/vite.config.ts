import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = { index: here('src/web/index.html'), gallery: here('src/web/gallery/index.html') };

export default defineConfig({
  root: here('src/web'),
  resolve: { conditions: ['@sweepdeck/source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The server's policy allows no inline scripts or data: fonts, and every target browser supports preloading.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rolldownOptions: { input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))) },
  },
  server: { port: 7781, proxy: { '/api': 'http://127.0.0.1:7780' } },
});
