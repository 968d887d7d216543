// What every entry script needs before it can work: installed packages and the Node that they carry.
// Plain JavaScript for Node >= 20 without any dependency: this is the first file that runs on a fresh clone.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** A path inside the repository. */
export const at = (...parts) => path.join(root, ...parts)

/** Node 24, carried by the package `node` (docs/adr/002-node-24-carried.md). */
export const node = at('node_modules', '.bin', 'node')

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Environment in which `node`, also for children of children, is the carried one and keeps what it compiled. */
export function carriedEnv(extra = {}) {
  const compiled = at('node_modules', '.cache', 'yihu', 'compiled')
  return { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: `${at('node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`, ...extra }
}

/**
 * Run a program to its end. With `quiet` its output is collected instead of shown.
 * Signals reach it; a terminal sends Ctrl+C to the whole group by itself.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { cwd = root, env = carriedEnv(), quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of SIGNALS) process.on(signal, forward)
    const release = () => {
      for (const signal of SIGNALS) process.off(signal, forward)
    }
    child.on('error', (error) => {
      release()
      reject(error)
    })
    child.on('close', (code, signal) => {
      release()
      const stopped = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal] ?? 1
      resolve({ code: code ?? stopped, output: Buffer.concat(chunks).toString() })
    })
  })
}

/** SHA-256 of texts or buffers, as hex. */
export function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}

const marker = at('node_modules', '.yihu-lock')

/** Hash of the lockfile: what must be installed. */
export const lockHash = () => sha256(readFileSync(at('package-lock.json')))

/** Whether every package that the lockfile demands here is installed in its version. */
function matchesLock() {
  const hidden = at('node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(([folder, entry]) => {
    if (!folder.includes('node_modules/') || entry.link) return true
    // An optional package may be for another platform.
    return installed[folder] === undefined ? entry.optional === true : installed[folder].version === entry.version
  })
}

/** Whether `npm ci` has to run: packages, Node or the lockfile's state are missing. */
function isStale() {
  if (!existsSync(node)) return true
  const hash = lockHash()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return false
  if (!matchesLock()) return true
  writeFileSync(marker, hash)
  return false
}

/** The environment outside `node_modules`, so that npm does not run on a Node that it is about to replace. */
function outerEnv() {
  const own = at('node_modules')
  const outer = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.startsWith(own))
  return { ...process.env, PATH: outer.join(path.delimiter) }
}

/**
 * `npm ci`; where it only complains that the lockfile lacks packages (a registry that hides the prebuilt programs of
 * other platforms leaves such a lockfile), `npm install` from the same lockfile, which stays as it is.
 */
async function install() {
  const options = { env: outerEnv(), quiet: true }
  const clean = await run('npm', ['ci', '--no-fund', '--no-audit'], options)
  if (clean.code === 0 || !/EUSAGE[\s\S]*Missing: /.test(clean.output)) return clean
  console.log('the lockfile is incomplete for npm ci; installing from it with npm install …')
  return run('npm', ['install', '--no-save', '--no-fund', '--no-audit'], options)
}

/** Install when the installed packages are not those of the lockfile; ends the process if that fails. */
export async function ensureInstalled() {
  if (!isStale()) return
  const started = performance.now()
  console.log('installing packages (npm ci) …')
  const { code, output } = await install()
  if (code !== 0 || !existsSync(node)) {
    console.error(output)
    console.error('not installed, so nothing was started. Check the network and the registry, then run the same command again.')
    process.exit(code === 0 ? 1 : code)
  }
  mkdirSync(path.dirname(marker), { recursive: true })
  writeFileSync(marker, lockHash())
  console.log(`installed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
}

// `node tools/ensure.mjs`: only that.
if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstalled()
