import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cssVariables, fontFamily } from '@yihu/ui'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin, Rolldown } from 'vite'

const PUBLIC = path.join(import.meta.dirname, 'public')
const revisionOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex').slice(0, 16)

/** Colours of both themes as the system asks for them. */
function colours(): Plugin {
  const rules = (mode: 'light' | 'dark') => Object.entries(cssVariables(mode)).map(([name, value]) => `${name}:${value}`).join(';')
  const children = `:root{${rules('light')};--font:${fontFamily}}@media (prefers-color-scheme:dark){:root{${rules('dark')}}}`
  return { name: 'colours', transformIndexHtml: () => [{ tag: 'style', children, injectTo: 'head' }] }
}

/**
 * The page comes whole in one answer, its styles inside: the login form is there for typing before any script (ADR 015). The
 * phone keeps a second one, for who has been here before: with the frame of the app in sight and the form out of it.
 */
function wholePage(bundle: Rolldown.OutputBundle): { page: string; shell: string } {
  const html = bundle['index.html']
  if (html?.type !== 'asset' || typeof html.source !== 'string') throw new Error('the page was not built')
  const sheets = Object.values(bundle).filter((file) => file.fileName.endsWith('.css'))
  const styles = sheets.map((file) => (file.type === 'asset' ? String(file.source) : '')).join('\n')
  for (const { fileName } of sheets) delete bundle[fileName]
  const page = html.source.replace(/<link rel="stylesheet"[^>]*>/u, () => `<style>${styles}</style>`)
  if (page === html.source) throw new Error('the page has no styles')
  html.source = page
  return { page, shell: page.replace('id="login"', 'id="login" hidden') }
}

/** Writes into the service worker which files the app consists of, so that it opens without signal (ADR 015). */
function precacheList(): Plugin {
  return {
    name: 'precache-list',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['worker.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
      const { shell } = wholePage(bundle)
      const built = Object.values(bundle).filter((file) => file !== worker && file.fileName !== 'index.html').map(({ fileName }) => ({ url: `/patrol/${fileName}`, revision: null })) // names carry their hash
      const given = readdirSync(PUBLIC).map((name) => ({ url: `/patrol/${name}`, revision: revisionOf(readFileSync(path.join(PUBLIC, name))) }))
      this.emitFile({ type: 'asset', fileName: 'shell.html', source: shell })
      const files = [...built, ...given, { url: '/patrol/shell.html', revision: revisionOf(shell) }]
      worker.code = worker.code.replace('self.__FILES', () => JSON.stringify(files))
    },
  }
}

export default defineConfig({
  base: '/patrol/',
  resolve: { alias: { zod: path.join(import.meta.dirname, 'src/no-schemas.ts') } },
  plugins: [react(), colours(), precacheList()],
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
