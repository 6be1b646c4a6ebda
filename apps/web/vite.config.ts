import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page goes to dist/web, from where the gateway serves it; in development the gateway answers behind a proxy. */
export default defineConfig({
  root: at('.'),
  plugins: [react()],
  resolve: { alias: { '#i18n': at('../../libs/i18n/src/index.ts') } },
  build: { outDir: at('../../dist/web'), emptyOutDir: true, target: 'es2022', reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
