import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { cruise } from 'dependency-cruiser'
import type { ICruiseOptions, ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser'
import { afterEach, describe, expect, it } from 'vitest'

const floors = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: (IForbiddenRuleType & { name: string })[]
  options: ICruiseOptions
} // a CommonJS tool configuration without types
const modules = fileURLToPath(new URL('../node_modules', import.meta.url))

const KERNEL = 'apps/server/src/kernel'
const PLATFORM = 'apps/server/src/platform'
const SERVICES = 'apps/server/src/services'
const MODULES = 'apps/server/src/modules'

/** One planted breach: the rule that must speak, the file that imports, what it imports, `type` for a type import. */
const BREACHES: [rule: string, from: string, to: string, kind?: 'type'][] = [
  ['resolvable', `${KERNEL}/clock.ts`, './nowhere.ts'],
  ['kernel-knows-nothing-of-ours', `${KERNEL}/clock.ts`, `${PLATFORM}/cases/index.ts`, 'type'],
  ['kernel-knows-nothing-of-ours', `${KERNEL}/clock.ts`, 'packages/domain/src/index.ts'],
  ['platform-uses-no-upper-floor', `${PLATFORM}/cases/raise.ts`, `${MODULES}/urban/index.ts`],
  ['platform-folder-has-a-place', `${PLATFORM}/extras/x.ts`, `${KERNEL}/clock.ts`],
  ['platform-order-alarms', `${PLATFORM}/alarms/raise.ts`, `${PLATFORM}/intake/index.ts`],
  ['platform-order-care', `${PLATFORM}/care/list.ts`, `${PLATFORM}/alarms/index.ts`],
  ['platform-order-devices-shifts-checks-tracks', `${PLATFORM}/devices/list.ts`, `${PLATFORM}/care/index.ts`],
  ['platform-order-imports', `${PLATFORM}/imports/run.ts`, `${PLATFORM}/exports/index.ts`],
  ['platform-order-signals', `${PLATFORM}/signals/take.ts`, `${PLATFORM}/intake/index.ts`],
  ['platform-order-cases', `${PLATFORM}/cases/raise.ts`, `${PLATFORM}/signals/index.ts`, 'type'],
  ['platform-order-duty-notices-codes', `${PLATFORM}/notices/send.ts`, `${PLATFORM}/cases/index.ts`],
  ['platform-order-pool-areas-catalogue-calendar-identity', `${PLATFORM}/areas/find.ts`, `${PLATFORM}/duty/index.ts`],
  ['platform-order-audit', `${PLATFORM}/audit/write.ts`, `${PLATFORM}/identity/index.ts`],
  ['services-use-no-module', `${SERVICES}/bigdata/x.ts`, `${MODULES}/urban/index.ts`],
  ['service-uses-no-other-service', `${SERVICES}/bigdata/x.ts`, `${SERVICES}/resident/index.ts`],
  ['module-uses-no-other-module', `${MODULES}/fire/x.ts`, `${MODULES}/urban/index.ts`, 'type'],
  ['composition-is-the-top', `${MODULES}/fire/x.ts`, 'apps/server/src/app.ts'],
  ['front-door', `${MODULES}/fire/x.ts`, `${PLATFORM}/cases/repo.ts`],
  ['front-door', `${PLATFORM}/cases/raise.ts`, `${PLATFORM}/areas/tables.ts`, 'type'],
  ['front-door-from-outside', 'apps/server/src/app.ts', `${MODULES}/fire/routes.ts`],
  ['kernel-front-door', `${PLATFORM}/cases/raise.ts`, `${KERNEL}/db/connection.ts`],
  ['package-front-door', 'apps/console/src/x.tsx', 'packages/domain/src/case/flow.ts'],
  ['package-front-door-inside', 'packages/town/src/x.ts', 'packages/domain/src/case/flow.ts'],
  ['migrations-stand-alone', 'apps/server/migrations/20260101T0900-x.ts', `${KERNEL}/clock.ts`],
  ['database-only-in-the-server', 'apps/console/src/x.tsx', 'kysely'],
  ['queries-only-in-repo-files', `${PLATFORM}/cases/raise.ts`, 'kysely'],
  ['packages-contracts-uses', 'packages/contracts/src/x.ts', 'packages/domain/src/index.ts', 'type'],
  ['packages-domain-uses', 'packages/domain/src/x.ts', 'packages/contracts/src/index.ts'],
  ['packages-scenarios-uses', 'packages/scenarios/src/x.ts', 'packages/contracts/src/index.ts'],
  ['packages-town-uses', 'packages/town/src/x.ts', `${KERNEL}/clock.ts`],
  ['packages-client-uses', 'packages/client/src/x.ts', 'packages/domain/src/index.ts'],
  ['packages-ui-uses', 'packages/ui/src/x.ts', 'apps/console/src/main.tsx'],
  ['apps-console-uses', 'apps/console/src/x.tsx', `${KERNEL}/clock.ts`, 'type'],
  ['apps-patrol-uses', 'apps/patrol/src/x.tsx', 'packages/town/src/index.ts'],
  ['apps-resident-uses', 'apps/resident/src/x.tsx', 'apps/console/src/main.tsx'],
  ['domain-is-pure', 'packages/domain/src/x.ts', 'node:fs'],
  ['domain-is-pure', 'packages/domain/src/x.ts', 'fastify'],
  ['scenarios-are-data', 'packages/scenarios/src/x.ts', 'node:crypto'],
  ['resident-takes-contracts-as-types', 'apps/resident/src/x.tsx', 'packages/contracts/src/index.ts'],
  ['clients-have-no-node', 'apps/console/src/x.tsx', 'node:path'],
  ['fixture-is-for-tests', `${MODULES}/fire/x.ts`, 'apps/server/test/app.ts'],
]

/** Imports that must stay possible. */
const ALLOWED: [from: string, to: string, kind?: 'type'][] = [
  [`${MODULES}/fire/x.ts`, `${PLATFORM}/cases/index.ts`],
  [`${MODULES}/fire/x.ts`, `${KERNEL}/clock.ts`],
  [`${PLATFORM}/intake/x.ts`, `${PLATFORM}/devices/index.ts`],
  [`${PLATFORM}/pool/x.ts`, `${PLATFORM}/areas/index.ts`],
  [`${PLATFORM}/cases/repo-list.ts`, 'kysely'],
  [`${PLATFORM}/cases/tables.ts`, 'kysely', 'type'],
  [`${MODULES}/fire/fire.test.ts`, 'apps/server/test/app.ts'],
  ['apps/resident/src/x.tsx', 'packages/contracts/src/index.ts', 'type'],
  ['packages/domain/src/x.ts', 'zod'],
  ['packages/domain/src/x.test.ts', 'node:fs'],
]

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

/** Rules that speak about a small tree of files, given as path → text. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yihu-floors-'))
  made.push(folder)
  symlinkSync(modules, path.join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(files)) write(folder, file, text)
  const { output } = await cruise(['apps', 'packages'].filter(top => Object.keys(files).some(file => file.startsWith(top))), {
    ...floors.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: floors.forbidden },
  })
  if (typeof output === 'string') throw new Error(output)
  return violationsOf(output)
}

function violationsOf(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule }) => rule.name)
}

/** A file that imports one other, and that other one. */
function tree(from: string, to: string, kind?: 'type'): Record<string, string> {
  const isOurs = /^(apps|packages)\//.test(to)
  const relative = path.posix.relative(path.posix.dirname(from), to)
  const target = isOurs && !relative.startsWith('.') ? `./${relative}` : isOurs ? relative : to
  const text = `import ${kind ?? ''} { x } from '${target}'\nexport const y = 1 as unknown as ${kind ? 'x' : 'typeof x'}\n`
  return { [from]: text, ...(isOurs ? { [to]: 'export const x = 1\n' } : {}) }
}

describe('楼层规则', () => {
  it.each(BREACHES)('%s：%s 引用 %s 被拦下', async (rule, from, to, kind) => {
    expect(await brokenRules(tree(from, to, kind))).toContain(rule)
  })

  it.each(ALLOWED)('%s 可以引用 %s', async (from, to, kind) => {
    expect(await brokenRules(tree(from, to, kind))).toEqual([])
  })

  it('只有类型的循环引用也被拦下', async () => {
    const found = await brokenRules({
      'packages/domain/src/a.ts': "import type { B } from './b.ts'\nexport type A = B\n",
      'packages/domain/src/b.ts': "import type { A } from './a.ts'\nexport type B = A | 1\n",
    })
    expect(found).toContain('circular')
  })

  it('每条规则都试过一次', () => {
    const tried = new Set([...BREACHES.map(([rule]) => rule), 'circular'])
    expect(floors.forbidden.map(({ name }) => name).filter(name => !tried.has(name))).toEqual([])
  })
})
