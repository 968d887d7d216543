import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { RuleContent, UnitBook } from './choose.ts'
import { learnCounts } from './current.ts'
import { countReturn, countUse, dutyOf, importRules } from './index.ts'
import { readRules } from './repo.ts'

const street: RuleContent = {
  id: 'rule-000', classPrefix: '', areaPath: 'd1.s1', hours: 'always', target: { kind: 'communityOf' }, role: 'community', priority: 0, isAuto: false, note: '',
}
const clean = { ...street, id: 'rule-001', classPrefix: 'S0102', target: { kind: 'unit', unitId: 'sanitation' }, isAuto: true } as const
const elsewhere = { ...street, id: 'rule-002', areaPath: 'd1.s2' }
const units: UnitBook = { nameOf: (id) => id, unitAt: (kind) => kind, areaName: (path) => path, className: (code) => code }

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
  await db.transact(systemScope, (tx) => importRules(tx, [street, clean, elsewhere]))
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

async function choice() {
  return (await dutyOf({ db })).choose({ classCode: 'S0102', path: 'd1.s1.c1', isServiceTime: true, units })
}

describe('派遣规则', () => {
  it('规则换了，下一件案子就按新的派', async () => {
    expect((await choice())?.unitId).toBe('sanitation')
    await db.transact(systemScope, (tx) => importRules(tx, [{ ...clean, target: { kind: 'gridOf' } }]))
    expect((await choice())?.unitId).toBe('grid')
    await db.transact(systemScope, (tx) => importRules(tx, [clean]))
  })

  it('退回的次数让规则的把握变小，直到不再自动派遣', async () => {
    const before = await choice()
    expect(before?.isAuto).toBe(true)
    await db.transact(systemScope, async (tx) => {
      for (let i = 0; i < 8; i += 1) await countUse(tx, 'rule-001')
      for (let i = 0; i < 8; i += 1) await countReturn(tx, 'rule-001')
    })
    await learnCounts({ db })
    const after = await choice()
    expect(after?.confidence).toBeLessThan(before?.confidence ?? 0)
    expect(after?.isAuto).toBe(false)
  })

  it('同时派遣的案子不为计数互相等待', async () => {
    await db.transact(systemScope, async (first) => {
      await countUse(first, 'rule-001')
      await db.transact(systemScope, (second) => countUse(second, 'rule-001'))
    })
    const rules = await db.transact(systemScope, readRules)
    expect(rules.find(({ id }) => id === 'rule-001')).toMatchObject({ used: 10, returns: 8 })
  })

  it('各街道只看到管自己地方的规则，社区也看到上级的规则', async () => {
    const seen = (path: string) => db.transact({ paths: [path], units: [], userId: null }, async (tx) => (await readRules(tx)).map(({ id }) => id))
    expect(await seen('d1.s2')).toEqual(['rule-002'])
    expect(await seen('d1.s1.c1')).toEqual(['rule-000', 'rule-001'])
  })

  it('没有写清派给谁的规则存不进去', async () => {
    for (const target of [{ kind: 'nobody' }, { kind: 'unit' }, {}]) {
      await expect(db.owner.insertInto('duty_rule').values({ id: 'broken', area_path: 'd9', target }).execute()).rejects.toThrow(/duty_rule/u)
    }
  })
})
