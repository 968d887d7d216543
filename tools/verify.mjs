// `npm run verify`: everything CI runs, one timed line a step, to the end also when a step fails.
//   npm run verify -- --only tsc,lint      some steps        npm run verify -- --skip test,e2e      all but some
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { at, carriedEnv, ensureInstalled, node, run } from './ensure.mjs'

/** What `npm run gen` writes: git must not see a difference afterwards. */
const GENERATED = [
  ':(glob)**/*.gen.*',
  'apps/server/migrations/schema.sql',
  'docs/config.md',
  'docs/errors.md',
  'docs/api.json',
  'docs/scenarios.md',
  '.env.example',
  'packages/scenarios/src/index.ts',
]

const SOURCES = ['apps', 'packages', 'bench', 'e2e', 'tools']

const script = (file, ...args) => [node, ['--disable-warning=ExperimentalWarning', at('tools', file), ...args]]
const tool = (name, ...args) => [at('node_modules', '.bin', name), args]

function manifest(folder) {
  const file = at(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Folders with a type world of their own (DOM, JSX): apps other than the server. */
function typeChecks() {
  const apps = readdirSync(at('apps')).filter((app) => app !== 'server')
  const own = apps.flatMap((app) => {
    const folder = `apps/${app}`
    if (manifest(folder).scripts?.types) return [['npm', ['run', '-s', 'types', '-w', folder]]]
    return existsSync(at(folder, 'tsconfig.json')) ? [typeCheck(folder, app)] : []
  })
  return [typeCheck('.', 'root'), ...own]
}

/** What the last check learned is kept: a second one reads only what has changed. */
function typeCheck(project, name) {
  return tool('tsc', '--project', project, '--incremental', '--tsBuildInfoFile', at('.cache', `${name}.tsbuildinfo`))
}

/** Everywhere: unused files, exports, types and packages. Of entry files (front doors of packages): unused values. */
const deadCode = () => [
  tool('knip', '--no-progress', '--no-config-hints'),
  tool('knip', '--no-progress', '--no-config-hints', '--include-entry-exports', '--include', 'exports', '--workspace', 'packages/*'),
]

const unchanged = ['git', ['status', '--porcelain', '--untracked-files=all', '--', ...GENERATED]]

/** Steps in the order they run: a name for --only/--skip and the commands, each of which must end with 0. */
const STEPS = [
  { name: 'gen', commands: () => [script('gen.ts'), unchanged], isEmptyWanted: true },
  { name: 'tsc', commands: typeChecks },
  { name: 'lint', commands: () => [tool('oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives')] },
  { name: 'floors', commands: () => [tool('depcruise', '--config', '.dependency-cruiser.cjs', ...SOURCES)] },
  { name: 'knip', commands: deadCode },
  { name: 'copies', commands: () => [tool('jscpd', ...SOURCES)] },
  { name: 'licences', commands: () => [script('licences.mjs')] },
  { name: 'rules', commands: () => [script('source-rules.ts')] },
  { name: 'test', commands: () => [script('test.mjs')] },
  { name: 'faults', commands: () => [script('faults/kill.ts')] },
  { name: 'e2e', commands: () => [script('test.mjs', '--project=e2e')] },
  { name: 'build', commands: () => [script('build.mjs'), script('budgets.mjs')] },
]

/** Steps that end with «N passed, N failed». */
const COUNTED = ['test', 'e2e']

function namesAfter(flag) {
  const place = process.argv.indexOf(flag)
  if (place < 0) return undefined
  const names = (process.argv[place + 1] ?? '').split(',')
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length === 0) return names
  console.error(`unknown step ${unknown.join(', ')}; there are ${STEPS.map((step) => step.name).join(', ')}`)
  process.exit(2)
}

/** Of a test run's output: not the hundreds of lines of what passed. */
function withoutPassed(output) {
  return output.split('\n').filter((line) => !/^\s*(?:✓|↓)/u.test(line)).join('\n')
}

async function runStep(step, env) {
  const commands = step.commands()
  const started = performance.now()
  let output = ''
  let isGood = true
  for (const [program, args] of commands) {
    const result = await run(program, args, { env, quiet: true })
    output += result.output
    const isStray = step.isEmptyWanted && program === 'git' && result.output.trim() !== ''
    if (isStray) output += 'the generated files above differ from git: run npm run gen and commit them\n'
    isGood = isGood && result.code === 0 && !isStray
    if (result.code !== 0) break
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6)
  const verdict = commands.length === 0 ? 'none   ' : isGood ? 'ok     ' : 'FAILED '
  const closing = COUNTED.includes(step.name) ? (output.trimEnd().split('\n').at(-1) ?? '') : ''
  console.log(`${verdict} ${step.name.padEnd(9)}${seconds} s  ${closing}`.trimEnd())
  if (!isGood) console.log(withoutPassed(output).trimEnd().replaceAll(/^/gm, '  │ '))
  return isGood
}

await ensureInstalled()
const only = namesAfter('--only')
const skip = namesAfter('--skip') ?? []
const chosen = STEPS.filter((step) => (only ? only.includes(step.name) : !skip.includes(step.name)))

const folder = mkdtempSync(path.join(os.tmpdir(), 'yihu-verify-'))
const resultOf = (name) => path.join(folder, `${name}.json`)
const envOf = (name) => carriedEnv({ NO_COLOR: '1', FORCE_COLOR: '0', YIHU_TEST_RESULT: resultOf(name) })
const failed = []
for (const step of chosen) if (!(await runStep(step, envOf(step.name)))) failed.push(step.name)

// For .ci/run: the tests' counts, with every other failed step as one more failure.
if (process.env.YIHU_VERIFY_RESULT) {
  const broken = failed.filter((name) => !existsSync(resultOf(name)))
  const counts = { passed: 0, failed: broken.length, broken }
  for (const name of COUNTED.filter((one) => existsSync(resultOf(one)))) {
    const result = JSON.parse(readFileSync(resultOf(name), 'utf8'))
    counts.passed += result.passed
    counts.failed += result.failed
    counts.broken.push(...result.broken)
  }
  writeFileSync(process.env.YIHU_VERIFY_RESULT, JSON.stringify(counts))
}
rmSync(folder, { recursive: true, force: true })
console.log(failed.length === 0 ? `verify: all ${chosen.length} steps good` : `verify: failed ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
