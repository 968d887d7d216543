// Rules over the source that no other tool checks: `node tools/source-rules.ts`.
// `node tools/source-rules.ts --freeze` writes down the hashes of all migrations that have landed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file by its path in the repository. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** What is wrong, and where. */
export interface Finding {
  readonly at: string
  readonly says: string
}

/** Hash by migration name, of those that have landed. */
export type Frozen = Readonly<Record<string, string>>

const CODE = /\.(ts|tsx|mjs|cjs)$/
const SIZED = /\.(ts|tsx|mjs|cjs|css)$/
const GENERATED = /\.gen\.\w+$/
const TEST = /(\.test\.tsx?|\.bench\.ts)$/
const MIGRATIONS = 'apps/server/migrations/'
const MIGRATION_NAME = /^\d{8}T\d{4}-[a-z0-9-]+\.(ts|sql)$/
// Written in parts, so that this file does not break its own rules.
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`)
const MACHINE_PATH = /(?<![\w.:/-])\/(work|farm|root|home\/\w+)\/[A-Za-z.]/

/** A ban on lines of code: what must not stand there, why, and where it may stand all the same. */
interface LineBan {
  readonly pattern: RegExp
  readonly says: string
  readonly isAllowedIn?: (file: string) => boolean
}

const LINE_BANS: readonly LineBan[] = [
  {
    pattern: /\bsql\.raw\b/,
    says: 'sql.raw lets text become SQL: bind a value or name an identifier (migrations and repo files may use it)',
    isAllowedIn: file => file.startsWith(MIGRATIONS) || /\/(repo(-[\w-]+)?|dump)\.ts$|\.test\.ts$/.test(file),
  },
  { pattern: /^\s*export \* (from|as)\b/, says: 'export * hides what a door offers: list the names' },
  { pattern: UNFINISHED, says: 'unfinished work: do it, or write what is so with @NOTE' },
  { pattern: MACHINE_PATH, says: 'a path of one machine' },
  { pattern: /@ts-(ignore|nocheck)\b/, says: 'use @ts-expect-error with a reason' },
  {
    pattern: /(oxlint|eslint)-disable(?!.* -- \S)/,
    says: 'a disabled lint rule needs a reason on its line: «-- why»',
  },
]

/** Forbidden lines. This tool and its test name what they forbid. */
export function bannedLines(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path: file }) => CODE.test(file) && !GENERATED.test(file) && !file.startsWith('tools/source-rules'))
    .flatMap(source => LINE_BANS.flatMap(ban => linesOf(source, ban)))
}

function linesOf({ path: file, text }: Source, ban: LineBan): Finding[] {
  if (ban.isAllowedIn?.(file)) return []
  return text
    .split('\n')
    .flatMap((line, index) => (ban.pattern.test(line) ? [{ at: `${file}:${index + 1}`, says: ban.says }] : []))
}

/** Files longer than 300 lines, tests longer than 500. */
export function oversized(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path: file }) => SIZED.test(file) && !GENERATED.test(file))
    .flatMap(({ path: file, text }) => {
      const lines = text.split('\n').length - 1
      const most = TEST.test(file) ? 500 : 300
      return lines > most ? [{ at: file, says: `${lines} lines, at most ${most}: split it by what it does` }] : []
    })
}

/** Tables named in two `tables.ts`, or that the database does not have. `known` empty: not generated yet. */
export function tableClaims(sources: readonly Source[], known: ReadonlySet<string>): Finding[] {
  const owners = new Map<string, string>()
  return sources
    .filter(({ path: file }) => file.startsWith('apps/server/src/') && file.endsWith('/tables.ts'))
    .flatMap(({ path: file, text }) =>
      namesIn(text).flatMap(table => {
        const owner = owners.get(table)
        owners.set(table, owner ?? file)
        if (owner !== undefined && owner !== file) return [{ at: file, says: `table ${table} belongs to ${owner}` }]
        return known.size > 0 && !known.has(table) ? [{ at: file, says: `the database has no table ${table}` }] : []
      }),
    )
}

/** Quoted names of a tables.ts; imports are not claims. */
function namesIn(text: string): string[] {
  const code = text.replaceAll(/^import .*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  return [...new Set([...code.matchAll(/'([a-z][a-z0-9_]*)'/g)].map(match => match[1] ?? ''))]
}

/** Table names of the generated row types. */
export function tablesOf(schema: string): Set<string> {
  const body = /export interface Database \{([\s\S]*?)\n\}/.exec(schema)?.[1] ?? ''
  return new Set([...body.matchAll(/^\s+'?(\w+)'?:/gm)].map(match => match[1] ?? ''))
}

/** Hash of a migration as it is frozen. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Migrations that are misnamed, changed or lost after landing, or sorted before one that has landed. */
export function migrationFaults(sources: readonly Source[], frozen: Frozen): Finding[] {
  const present = new Map(migrationsIn(sources).map(({ path: file, text }) => [path.basename(file), text]))
  const last = Object.keys(frozen).toSorted().at(-1) ?? ''
  const landed = Object.entries(frozen).flatMap(([name, hash]): Finding[] => {
    const text = present.get(name)
    if (text === undefined) return [{ at: MIGRATIONS + name, says: 'has landed and is gone: restore it' }]
    return hashOf(text) === hash ? [] : [{ at: MIGRATIONS + name, says: 'has landed and was changed: write a new migration' }]
  })
  const fresh = [...present.keys()].flatMap((name): Finding[] => {
    if (!MIGRATION_NAME.test(name)) return [{ at: MIGRATIONS + name, says: 'name it YYYYMMDDTHHMM-what.ts' }]
    return !(name in frozen) && name < last ? [{ at: MIGRATIONS + name, says: `sorts before ${last}, which has landed` }] : []
  })
  return [...landed, ...fresh]
}

/** The migrations among the sources; tests, the dump and the freeze file are none. */
function migrationsIn(sources: readonly Source[]): Source[] {
  return sources.filter(
    ({ path: file }) => file.startsWith(MIGRATIONS) && /\.(ts|sql)$/.test(file) && !TEST.test(file) && !file.endsWith('/schema.sql'),
  )
}

/** Every text file git knows or would take. */
function readSources(root: string): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  return listed
    .split('\0')
    .filter(file => /\.(ts|tsx|mjs|cjs|css|sql)$/.test(file) && existsSync(path.join(root, file)))
    .map(file => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
}

function readFrozen(file: string): Frozen {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Frozen) : {} // written by --freeze below
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const frozenFile = path.join(root, MIGRATIONS, 'frozen.json')
  const sources = readSources(root)
  if (process.argv.includes('--freeze')) {
    const hashes = migrationsIn(sources).map(({ path: file, text }) => [path.basename(file), hashOf(text)] as const)
    writeFileSync(frozenFile, `${JSON.stringify(Object.fromEntries(hashes.toSorted(([a], [b]) => a.localeCompare(b))), null, 2)}\n`)
  }
  const schema = sources.find(({ path: file }) => file.endsWith('/schema.gen.ts'))?.text ?? ''
  const findings = [
    ...bannedLines(sources),
    ...oversized(sources),
    ...tableClaims(sources, tablesOf(schema)),
    ...migrationFaults(sources, readFrozen(frozenFile)),
  ]
  for (const { at, says } of findings) console.log(`${at}: ${says}`)
  console.log(`${sources.length} files, ${findings.length} findings`)
  process.exitCode = findings.length > 0 ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
