import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import { catalogueOf, seedCatalogue } from './index.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

function seed(): Promise<boolean> {
  return db.transact(systemScope, (tx) => seedCatalogue(tx, '2026-11-20'))
}

describe('分类目录', () => {
  it('第一次启动装入，再次启动不再写', async () => {
    expect(await Promise.all([seed(), seed()])).toContain(true)
    expect(await seed()).toBe(false)
    const catalogue = await catalogueOf({ db })
    expect(catalogue.classes.length).toBeGreaterThan(400)
    expect(await catalogueOf({ db })).toBe(catalogue)
  })

  it('编码查得到名称、上级和时限', async () => {
    const catalogue = await catalogueOf({ db })
    expect(catalogue.find('S0102')).toMatchObject({ name: '暴露垃圾', fullName: '市容环境 / 暴露垃圾', level: 2, edition: '2013' })
    expect(catalogue.limitsOf('S0102')?.handle).toEqual({ amount: 4, unit: 'working-hour' })
    expect(catalogue.limitsOf('X99')).toBeNull()
  })

  it('按文字建议分类', async () => {
    const [first] = (await catalogueOf({ db })).suggest('小区门口的雨水箅子坏了')
    expect(first?.code).toBe('B0104')
  })

  it('停用的分类不能再用，旧案件仍查得到它的时限', async () => {
    await db.transact(systemScope, (tx) => tx.updateTable('class').set({ valid_to: '2026-01-01' }).where('code', '=', 'S0116').execute())
    const catalogue = await catalogueOf({ db })
    expect(() => catalogue.require('S0116')).toThrow('没有这个分类')
    expect(catalogue.limitsOf('S0116')).not.toBeNull()
    expect(catalogue.find('S0116', '2025-06-01')?.code).toBe('S0116')
    expect(catalogue.find('S0116', '2026-06-01')).toBeUndefined()
  })

  it('街道自己改过的分类不被新数据覆盖', async () => {
    await db.transact(systemScope, async (tx) => {
      await tx.updateTable('class').set({ name: '本地名称', is_local: true }).where('code', '=', 'S0102').execute()
      await tx.deleteFrom('revision').where('name', '=', 'catalogue.data').execute()
    })
    expect(await seed()).toBe(true)
    const catalogue = await catalogueOf({ db })
    expect(catalogue.find('S0102')?.name).toBe('本地名称')
    expect(catalogue.find('S0116')?.validTo).toBeNull()
  })
})
