// Every installed package must carry a licence that lets Yihu be given away under Apache-2.0; prints offenders.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { at } from './ensure.mjs'

/** Licences that ask for no more than their text and a name. MPL-2.0 binds its own files only, which we do not change. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
])

/** Packages outside the list, or without a usable field, each with the reason why it may stay. */
const EXCEPTIONS = [
  {
    name: /^@img\/sharp-libvips-/,
    licence: 'LGPL-3.0-or-later',
    reason: 'prebuilt libvips, a library of its own beside ours that a user may replace: what the LGPL asks for',
  },
  { name: /^splaytree-ts$/, licence: 'BDS-3-Clause', reason: 'a misspelling: its LICENSE file is BSD-3-Clause' },
  { name: /^png-js$/, licence: 'none', reason: 'names none in its package.json: its LICENSE file is MIT' },
]

/** Whether an SPDX expression grants an allowed way: of a pure choice one licence, else every licence named. */
export function isAllowed(expression) {
  const names = expression.replaceAll(/[()]/g, ' ').trim().split(/\s+(?:AND|OR)\s+/)
  const isChoice = !/\sAND\s/.test(expression)
  return isChoice ? names.some((name) => ALLOWED.has(name.trim())) : names.every((name) => ALLOWED.has(name.trim()))
}

/** The licence a package.json declares, also in the two forms npm gave up. */
export function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license
  if (license?.type) return license.type
  if (Array.isArray(licenses)) return licenses.map((one) => one.type ?? one).join(' OR ')
  return 'none'
}

/** Package folders below a node_modules folder, nested ones too. */
function* packagesIn(modules) {
  for (const entry of readdirSync(modules, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue
    if (entry.name.startsWith('@')) yield* packagesIn(`${modules}/${entry.name}`)
    else yield* packageAt(`${modules}/${entry.name}`)
  }
}

function* packageAt(folder) {
  if (existsSync(`${folder}/package.json`)) yield folder
  if (existsSync(`${folder}/node_modules`)) yield* packagesIn(`${folder}/node_modules`)
}

function judge(folder) {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const licence = licenceOf(manifest)
  const isKnown = EXCEPTIONS.some(({ name, licence: wanted }) => name.test(manifest.name) && licence.includes(wanted))
  return { id: `${manifest.name}@${manifest.version}`, licence, isGood: isKnown || isAllowed(licence) }
}

/** node_modules folders of the root and of the workspaces, which npm also fills. */
function moduleFolders() {
  const workspaces = ['packages', 'apps'].flatMap((top) => readdirSync(at(top)).map((name) => `${top}/${name}`))
  return ['.', 'bench', 'e2e', ...workspaces].map((folder) => at(folder, 'node_modules')).filter((folder) => existsSync(folder))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const judged = moduleFolders().flatMap((folder) => [...packagesIn(folder)].map(judge))
  const offenders = judged.filter(({ isGood }) => !isGood)
  for (const { id, licence } of offenders) console.log(`${id}: ${licence} is not on the list in tools/licences.mjs`)
  console.log(`${judged.length} packages, ${offenders.length} with a licence to look at`)
  process.exitCode = offenders.length > 0 ? 1 : 0
}
