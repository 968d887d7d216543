import { setImmediate as nextTurn } from 'node:timers/promises'
import { matterPrint } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { keepMatters } from './duplicate-index.ts'
import type { CaseSource } from './duplicate-index.ts'
import type { ChangedCase } from './repo-duplicates.ts'

const AT = new Date('2026-05-07T02:00:00Z')
/** Open cases of an id each; long enough that each takes a slice of its own. */
const caseOf = (id: string): ChangedCase => ({ id, title: `${id}号工地夜间打桩`, text: '吵得睡不着'.repeat(1500), class_code: 'A0201', lon: 118.3, lat: 36.8, place_source: 'point', registered_at: AT, phone_index: null, is_open: true })

/** What stands in the database; `events` tells the order in which cases are worked out and others get their turn. */
function officeOf(cases: ChangedCase[]): { source: CaseSource; events: string[] } {
  const events: string[] = []
  const source: CaseSource = {
    now: () => AT.getTime(),
    read: async ({ after, limit }) => cases.filter(({ id }) => after === null || id < after).toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit),
    matterOf(row) {
      events.push(row.id)
      return { id: row.id, classCode: row.class_code, point: { lon: row.lon ?? 0, lat: row.lat ?? 0 }, at: AT.getTime(), by: null, print: matterPrint(`${row.title}\n${row.text.slice(0, 50)}`) }
    },
  }
  return { source, events }
}

describe('启动后第一次查重', () => {
  it('案件多时边读边答：先看最新的，说明看过多少件，读完自动补齐；读的时候别人不用等', async () => {
    const { source, events } = officeOf(['1', '2', '3', '4', '5', '6', '7'].map(caseOf))
    const keeper = keepMatters({ page: 3, onFailure: (error) => { throw error } })
    let isOver = false
    const others = (async () => {
      while (!isOver) {
        events.push('others')
        await nextTurn()
      }
    })()
    const first = await keeper.current(source)
    expect(first.readSoFar).toBe(3)
    expect(first.index.find(source.matterOf(caseOf('8'))).map(({ id }) => id).toSorted()).toEqual(['5', '6', '7'])
    await expect.poll(async () => (await keeper.current(source)).readSoFar).toBe(null)
    isOver = true
    await others
    expect(first.index.size).toBe(7)
    const worked = events.filter((event) => event !== '8')
    expect(worked.filter((event) => event !== 'others').slice(0, 7)).toEqual(['7', '6', '5', '4', '3', '2', '1'])
    expect(worked.slice(0, worked.indexOf('1')).some((event, at) => event !== 'others' && worked[at + 1] !== 'others' && worked[at + 1] !== undefined)).toBe(false)
  })

  it('一页读得完的，第一次就答全；读到一半断了，下一次从头再读', async () => {
    const { source } = officeOf(['1', '2', '3', '4'].map(caseOf))
    expect(await keepMatters({ page: 5, onFailure: (error) => { throw error } }).current(source)).toMatchObject({ readSoFar: null, index: { size: 4 } })
    const failures: unknown[] = []
    const keeper = keepMatters({ page: 3, onFailure: (error) => void failures.push(error) })
    const broken: CaseSource = { ...source, read: async (since) => (since.after === null ? source.read(since) : Promise.reject(new Error('连接断了'))) }
    expect((await keeper.current(broken)).readSoFar).toBe(3)
    await expect.poll(() => failures.length).toBe(1)
    await expect.poll(async () => (await keeper.current(source)).readSoFar).toBe(null)
  })
})
