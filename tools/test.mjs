// `npm test [-- vitest arguments]`: the whole suite under Node 24, closing with «N passed, N failed».
// `npm run -s e2e`: the stories in a browser, which are apart because they build the pages and take minutes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { at, carriedEnv, ensureInstalled, node, run } from './ensure.mjs'

await ensureInstalled()
const folder = mkdtempSync(path.join(os.tmpdir(), 'yihu-test-'))
const countsFile = path.join(folder, 'counts.json')
let code = 1
let counts = { passed: 0, failed: 1, skipped: [], broken: [] }
try {
  const reporters = ['--reporter=default', `--reporter=${at('tools', 'closing-line.mjs')}`]
  const given = process.argv.slice(2)
  const projects = given.some((word) => word.startsWith('--project')) ? [] : ['--project=!e2e']
  const vitest = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...projects, ...given]
  const env = carriedEnv({ YIHU_TEST_COUNTS: countsFile })
  code = (await run(node, ['--disable-warning=ExperimentalWarning', ...vitest], { env })).code
  counts = JSON.parse(readFileSync(countsFile, 'utf8'))
} catch (error) {
  console.error(`the test run ended without a result: ${error.message}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
// A run that broke outside any test has failed, whatever its tests say.
if (code !== 0 && counts.failed === 0) counts.failed = 1
if (process.env.YIHU_TEST_RESULT) writeFileSync(process.env.YIHU_TEST_RESULT, JSON.stringify(counts))
for (const name of counts.broken) console.log(`failed: ${name}`)
for (const name of counts.skipped) console.log(`skipped: ${name}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed > 0 ? Math.max(code, 1) : code)
