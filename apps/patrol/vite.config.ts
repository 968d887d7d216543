import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const PUBLIC = path.join(import.meta.dirname, 'public')
const revisionOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex').slice(0, 16)

/** Writes into the service worker which files the app consists of, so that it opens without signal (ADR 015). */
function precacheList(): Plugin {
  return {
    name: 'precache-list',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['worker.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
      const built = Object.values(bundle).filter((file) => file !== worker).map((file) => {
        const content = file.type === 'chunk' ? file.code : file.source
        // Names of assets carry their hash; the page itself is asked for by its folder.
        return file.fileName === 'index.html' ? { url: '/patrol/', revision: revisionOf(content) } : { url: `/patrol/${file.fileName}`, revision: null }
      })
      const given = readdirSync(PUBLIC).map((name) => ({ url: `/patrol/${name}`, revision: revisionOf(readFileSync(path.join(PUBLIC, name))) }))
      worker.code = worker.code.replace('self.__FILES', () => JSON.stringify([...built, ...given]))
    },
  }
}

export default defineConfig({
  base: '/patrol/',
  plugins: [react(), precacheList()],
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: path.join(import.meta.dirname, 'index.html'), worker: path.join(import.meta.dirname, 'src/worker.ts') },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
