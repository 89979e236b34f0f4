// Builds the client into the repository's dist/web, where the server finds it.
// `EVENWATCH_DEV_API` names another server for development, such as the fake one.

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.EVENWATCH_DEV_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Strict content security policy: no inline module preload helper.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/in', '/v2', '/healthz', '/readyz'].map((path) => [path, { target: api }]),
    ),
  },
})
