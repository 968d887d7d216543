// Build the web apps whose sources changed since their last build: `node tools/build.mjs [--force] [name …]`.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { at, carriedEnv, ensureInstalled, node, run, sha256 } from './ensure.mjs'

const vite = [node, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']]

/** Every web app: where it lives, what it makes, how. `startup` ones are served by the server. */
const APPS = [
  { name: 'console', folder: 'apps/console', makes: 'dist/index.html', startup: true, command: vite },
  { name: 'patrol', folder: 'apps/patrol', makes: 'dist/index.html', startup: true, command: vite },
  {
    name: 'resident',
    folder: 'apps/resident',
    makes: 'dist/h5/index.html',
    startup: true,
    command: ['npm', ['run', '-s', 'build:h5']],
  },
  {
    name: 'miniapp',
    folder: 'apps/resident',
    makes: 'dist/weapp/app.json',
    startup: false,
    command: ['npm', ['run', '-s', 'build:weapp']],
  },
]

const IGNORED = new Set(['node_modules', 'dist', '.cache'])

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (IGNORED.has(entry.name)) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesUnder(file)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield file
  }
}

/** Hash of everything that can change an app's bundle: its own files, the shared packages, the lockfile. */
function sourcesOf(app) {
  const files = [...filesUnder(at(app.folder)), ...filesUnder(at('packages')), at('package-lock.json')].sort()
  return sha256(...files.flatMap((file) => [path.relative(at(), file), readFileSync(file)]))
}

const markOf = (app) => at('node_modules', '.cache', 'yihu', `${app.name}.built`)

function isFresh(app, hash) {
  const mark = markOf(app)
  return existsSync(at(app.folder, app.makes)) && existsSync(mark) && readFileSync(mark, 'utf8') === hash
}

/** An app is there once it has something to build; a folder with only a package.json is a plan. */
const exists = (app) => ['index.html', 'build.mjs'].some((file) => existsSync(at(app.folder, file)))

async function build(app, force) {
  const hash = sourcesOf(app)
  if (!force && isFresh(app, hash)) return true
  const started = performance.now()
  console.log(`building ${app.name} …`)
  const [program, args] = app.command
  const env = carriedEnv({ NODE_ENV: 'production' })
  const { code, output } = await run(program, args, { cwd: at(app.folder), env, quiet: true })
  if (code !== 0 || !existsSync(at(app.folder, app.makes))) {
    console.error(`${output}\nbuilding ${app.name} failed (${code}): ${app.makes} of the last good build, if any, is kept`)
    return false
  }
  mkdirSync(path.dirname(markOf(app)), { recursive: true })
  writeFileSync(markOf(app), hash)
  console.log(`built ${app.name} in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return true
}

/**
 * Build what is stale, one app after the other.
 * @param {{ names?: string[], force?: boolean }} options without names: the apps the server serves
 * @returns {Promise<boolean>} whether all are built
 */
export async function buildStale({ names, force = false } = {}) {
  let isWhole = true
  for (const app of APPS) {
    const isWanted = names ? names.includes(app.name) : app.startup
    if (isWanted && exists(app)) isWhole = (await build(app, force)) && isWhole
  }
  return isWhole
}

/** Names of all apps. */
export const appNames = APPS.map((app) => app.name)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled()
  const named = process.argv.slice(2).filter((word) => !word.startsWith('-'))
  const isBuilt = await buildStale({ names: named.length > 0 ? named : appNames, force: process.argv.includes('--force') })
  process.exit(isBuilt ? 0 : 1)
}
