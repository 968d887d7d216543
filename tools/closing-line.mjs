// A Vitest reporter that only counts; tools/test.mjs prints the closing line after everything else.
import { writeFileSync } from 'node:fs'

function reasonOf(test) {
  const { note } = test.result()
  return note === undefined ? '' : ` (${note})`
}

/** The first line of what went wrong, for people who see only the end of a long output. */
function firstLine(errors) {
  return (errors?.[0]?.message ?? 'no message').split('\n', 1)[0]
}

/** Counts of one finished test file. A file that broke before or between its tests counts as one failure. */
function countModule(counts, module) {
  const before = counts.failed
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') counts.passed += 1
    else if (state === 'failed') {
      counts.failed += 1
      counts.broken.push(`${module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors)}`)
    } else counts.skipped.push(`${test.fullName}${reasonOf(test)}`)
  }
  if (module.ok() || counts.failed > before) return
  counts.failed += 1
  counts.broken.push(`${module.relativeModuleId}: ${firstLine(module.errors())}`)
}

export default class ClosingLine {
  onTestRunEnd(testModules, unhandledErrors) {
    const broken = unhandledErrors.map((error) => `outside any test: ${firstLine([error])}`)
    const counts = { passed: 0, failed: broken.length, skipped: [], broken }
    for (const module of testModules) countModule(counts, module)
    if (process.env.YIHU_TEST_COUNTS) writeFileSync(process.env.YIHU_TEST_COUNTS, JSON.stringify(counts))
  }
}
