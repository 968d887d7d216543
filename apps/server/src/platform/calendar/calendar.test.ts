import { computeDeadline, DEFAULT_CALENDAR } from '@yihu/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { fixedClock } from '../../kernel/clock.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { calendarOf, seedCalendar } from './index.ts'
import { saveYear } from './save-year.ts'

const clock = fixedClock('2026-11-20T09:00+08:00')
const userId = '019a0000-0000-7000-8000-000000000001'
const admin: Actor = {
  userId, username: 'admin', name: '管理员', permissions: new Set(['calendar.edit']), roles: ['admin'], scope: { paths: '*', units: [], userId }, sessionId: 's', via: 'bearer',
}
/** Not published yet: invented for the test. */
const next = {
  year: 2027, source: '国办发明电〔2026〕0号（测试）', work: ['2027-02-20'],
  off: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-10-01'],
}

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
  await db.transact(systemScope, seedCalendar)
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

function dueIn(calendar: Awaited<ReturnType<typeof calendarOf>>) {
  return computeDeadline({ calendar, start: '2027-02-03T10:00', limit: { amount: 5, unit: 'working-day' } })
}

describe('工作日历', () => {
  it('装入历年通知后与随产品发布的日历一致', async () => {
    const calendar = await calendarOf({ db })
    expect(calendar.version).toBe(DEFAULT_CALENDAR.version)
    for (const [year, { off, work }] of Object.entries(DEFAULT_CALENDAR.years)) expect(calendar.years[Number(year)]).toEqual({ off, work })
  })

  it('再次启动什么都不写，日历还是同一个', async () => {
    const before = await calendarOf({ db })
    await db.transact(systemScope, seedCalendar)
    expect(await calendarOf({ db })).toBe(before)
  })

  it('装入新的一年后期限随之改变，另一台服务器也马上知道，并通知重算', async () => {
    const other = openDb(database.url)
    expect(dueIn(await calendarOf({ db: other })).warnings).toEqual([{ kind: 'unknown-year', year: 2027 }])
    const before = dueIn(await calendarOf({ db: other })).dueAt
    const version = await saveYear({ db, clock }, admin, next)
    const deadline = dueIn(await calendarOf({ db: other }))
    expect(deadline.warnings).toEqual([])
    expect(deadline.calendarVersion).toBe(version)
    expect(deadline.dueAt).toBeGreaterThan(before ?? 0)
    const heard = await db.owner.selectFrom('outbox').select(['topic', 'payload']).where('topic', '=', 'calendar.changed').execute()
    expect(heard).toEqual([{ topic: 'calendar.changed', payload: { year: 2027 } }])
    await other.close()
  })

  it('更正一年使版本加一，更正过的年份不被重新启动覆盖', async () => {
    const first = await saveYear({ db, clock }, admin, next)
    const second = await saveYear({ db, clock }, admin, { ...next, year: 2026, off: DEFAULT_CALENDAR.years[2026]?.off ?? [], work: [] })
    expect(second).not.toBe(first)
    await db.transact(systemScope, seedCalendar)
    expect((await calendarOf({ db })).years[2026]?.work).toEqual([])
  })

  it('有错的安排不保存，并说明原因', async () => {
    const before = await calendarOf({ db })
    await expect(saveYear({ db, clock }, admin, { ...next, work: ['2027-03-10'] })).rejects.toThrow('2027 年的放假安排有问题：调休上班的 2027-03-10 本来就不是周末。没有保存。')
    expect(await calendarOf({ db })).toBe(before)
  })
})
