import { describe, expect, it } from 'vitest'

import { bannedLines, hashOf, migrationFaults, oversized, tableClaims, tablesOf } from './source-rules.ts'

const source = (path: string, text: string) => ({ path, text })
const places = (findings: readonly { at: string }[]) => findings.map(({ at }) => at)

describe('源码规则：不许出现的行', () => {
  it.each([
    ['apps/server/src/platform/cases/raise.ts', 'const q = sql.raw(text)'],
    ['packages/domain/src/index.ts', "export * from './case/flow.ts'"],
    ['packages/domain/src/index.ts', "export * as flow from './case/flow.ts'"],
    ['apps/console/src/x.tsx', '// TODO later'],
    ['tools/x.mjs', 'const data = "/work/main/data"'],
    ['packages/ui/src/x.ts', '// @ts-ignore'],
    ['packages/ui/src/x.ts', '// oxlint-disable-next-line no-console'],
  ])('%s 里的 %s 被指出', (path, line) => {
    expect(places(bannedLines([source(path, `const a = 1\n${line}\n`)]))).toEqual([`${path}:2`])
  })

  it.each([
    ['apps/server/src/platform/cases/repo.ts', 'sql.raw(name)'],
    ['apps/server/src/platform/cases/repo-list.ts', 'sql.raw(name)'],
    ['apps/server/migrations/20261201T0900-cases.ts', 'sql.raw(name)'],
    ['apps/server/src/kernel/db/schema.gen.ts', '// TODO'],
    ['packages/ui/src/x.ts', '// oxlint-disable-next-line no-console -- the command line prints'],
    ['packages/ui/src/x.ts', "fetch('https://example.org/work/a')"],
    ['packages/ui/src/x.ts', "import x from '../work/a.ts'"],
  ])('%s 里的 %s 可以写', (path, line) => {
    expect(bannedLines([source(path, `${line}\n`)])).toEqual([])
  })
})

describe('源码规则：文件长度', () => {
  it('源文件至多三百行，测试至多五百行，生成的不限', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    const files = [
      source('apps/a.ts', lines(300)),
      source('apps/b.tsx', lines(301)),
      source('apps/c.test.ts', lines(500)),
      source('apps/d.test.ts', lines(501)),
      source('apps/e.gen.ts', lines(900)),
      source('apps/f.css', lines(301)),
    ]
    expect(places(oversized(files))).toEqual(['apps/b.tsx', 'apps/d.test.ts', 'apps/f.css'])
  })
})

describe('源码规则：一张表只有一个主人', () => {
  const cases = source('apps/server/src/platform/cases/tables.ts', "/** 'area' is another's. */\nexport type T = 'case_file' | 'case_event'\n")

  it('两个模块认领同一张表时指出后一个', () => {
    const duty = source('apps/server/src/platform/duty/tables.ts', "import type { X } from 'kysely'\nexport type T = 'case_event' | 'duty_rule'\n")
    expect(tableClaims([cases, duty], new Set())).toEqual([
      { at: duty.path, says: 'table case_event belongs to apps/server/src/platform/cases/tables.ts' },
    ])
  })

  it('认领数据库里没有的表时指出', () => {
    const known = tablesOf('export interface Database {\n  case_file: CaseFile\n}\n')
    expect(tableClaims([cases], known).map(({ says }) => says)).toEqual(['the database has no table case_event'])
  })
})

describe('源码规则：已落地的迁移', () => {
  const first = source('apps/server/migrations/20260101T0900-a.ts', 'a')
  const second = source('apps/server/migrations/20260201T0900-b.ts', 'b')
  const frozen = { '20260101T0900-a.ts': hashOf('a'), '20260201T0900-b.ts': hashOf('b') }
  const said = (files: readonly (typeof first)[]) => migrationFaults(files, frozen).map(({ says }) => says.split(':')[0])

  it('没有改动、没有缺少就通过，导出的结构不算迁移', () => {
    expect(said([first, second, source('apps/server/migrations/schema.sql', 'x')])).toEqual([])
  })

  it('改动、删除、插队、乱起名都被指出', () => {
    expect(said([{ ...first, text: 'changed' }, second])).toEqual(['has landed and was changed'])
    expect(said([second])).toEqual(['has landed and is gone'])
    expect(said([first, second, source('apps/server/migrations/20260115T0900-c.ts', 'c')])).toEqual([
      'sorts before 20260201T0900-b.ts, which has landed',
    ])
    expect(said([first, second, source('apps/server/migrations/later.ts', 'c')])).toEqual(['name it YYYYMMDDTHHMM-what.ts'])
  })

  it('尚未落地的新迁移可以继续修改', () => {
    expect(said([first, second, source('apps/server/migrations/20260301T0900-c.ts', 'anything')])).toEqual([])
  })
})
