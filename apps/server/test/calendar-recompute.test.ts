import { describe, expect, it } from 'vitest'
import type { CaseDetail } from '@yihu/contracts'
import { recomputeDeadlines } from '../src/platform/cases/index.ts'
import { useApp } from './app.ts'
import { closed, dispatched, handling, STALL } from './steps.ts'

const app = useApp()

interface Calendar {
  readonly version: string
  readonly warnings: readonly string[]
  readonly years: readonly { readonly year: number; readonly off: string[]; readonly work: string[] }[]
}

const show = async (id: string) => (await app().request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body
const calendar = async () => (await app().request<Calendar>('GET', 'calendar', { as: 'admin' })).body

/** Saves 2026 with the make-up Saturday of 9 May struck from it. */
async function dropSaturday() {
  const year = (await calendar()).years.find((one) => one.year === 2026)
  const work = (year?.work ?? []).filter((date) => date !== '2026-05-09')
  expect(work).toHaveLength((year?.work.length ?? 0) - 1)
  return app().request<{ version: string; openCases: number }>('PUT', 'calendar/years/2026', { as: 'admin', body: { off: year?.off, work, source: '国办发明电 2026 年更正' } })
}

describe('放假安排更正', () => {
  it('未办结的案件重算期限，经过里写明由哪天改到哪天；办结的、挂账的不动；值班长收到一条通知', async () => {
    const { settle, move, request, context } = app()
    const open = await dispatched(app())
    const over = await closed(app())
    const waiting = await handling(app())
    await move('urban', waiting.id, { move: 'request-suspension', reason: 'funding', note: '等资金' })
    await move('duty', waiting.id, { move: 'approve' })
    const merged = await app().raise(STALL)
    await move('accept', merged.id, { move: 'merge', into: open.id, consent: '同意' })
    expect(open.dueAt).toBe('2026-05-13T09:30:00.000Z')

    const before = (await calendar()).version
    const saved = await dropSaturday()
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect(saved.body.openCases).toBe(2)
    expect(saved.body.version).not.toBe(before)
    await settle()

    const now = await show(open.id)
    expect(now.dueAt).toBe('2026-05-14T09:30:00.000Z')
    expect(now.timeline.at(-1)).toMatchObject({ kind: 'recomputed', title: '重算期限', text: '放假安排有变：期限由 2026-05-13 17:30 改为 2026-05-14 17:30', by: { name: '系统' } })
    expect(now.deadline?.lines.join('\n')).toContain('到期 5月14日 17:30')
    expect(await show(over.id)).toMatchObject({ dueAt: '2026-05-13T09:30:00.000Z', timeline: expect.not.arrayContaining([expect.objectContaining({ kind: 'recomputed' })]) as unknown })
    expect((await show(waiting.id)).dueAt).toBeNull()
    const notices = await request<{ notices: { title: string }[] }>('GET', 'notices', { as: 'duty' })
    expect(notices.body.notices.filter((notice) => notice.title === '放假安排有变，1 件案件的期限已重算')).toHaveLength(1)
    expect(await recomputeDeadlines(context)).toBe(0)

    const apart = await move('accept', merged.id, { move: 'unmerge', reason: '不是一件' })
    expect(apart.dueAt, 'what was merged meanwhile is reckoned when it comes back').toBe('2026-05-14T09:30:00.000Z')
    const chain = await request<{ streets: { isIntact: boolean }[] }>('GET', 'audit/chain', { as: 'auditor' })
    expect(chain.body.streets.every((street) => street.isIntact)).toBe(true)
  })

  it('案件正在被人办理，重算与办理不会互相覆盖', async () => {
    const { move, settle } = app()
    const cases = await Promise.all(Array.from({ length: 6 }, () => handling(app())))
    const year = (await calendar()).years.find((one) => one.year === 2026)
    await app().request('PUT', 'calendar/years/2026', { as: 'admin', body: { off: year?.off, work: [...(year?.work ?? []), '2026-05-09'], source: '恢复' } })
    await Promise.all([settle(), ...cases.map(({ id }) => move('urban', id, { move: 'reply', text: '好了' }))])
    await settle()
    for (const { id } of cases) expect(await show(id)).toMatchObject({ state: 'replied', dueAt: '2026-05-13T09:30:00.000Z' })
  })

  it('写错的安排不保存，说明哪里不对；别的岗位不能改', async () => {
    const { request } = app()
    const year = (await calendar()).years.find((one) => one.year === 2026)
    const wrong = async (body: object, as = 'admin') => request<{ error: { code: string; message: string } }>('PUT', 'calendar/years/2026', { as, body: { off: year?.off, work: year?.work, source: '通知', ...body } })
    expect((await wrong({ off: ['2026-01-01'] })).body.error).toMatchObject({ code: 'calendar-invalid', message: expect.stringContaining('少于法定') as string })
    expect((await wrong({ work: ['2026-05-07'] })).body.error.code).toBe('calendar-invalid')
    expect((await wrong({ off: ['2026-02-30'] })).status).toBe(400)
    expect((await wrong({ source: '' })).status).toBe(400)
    expect((await wrong({}, 'duty')).status).toBe(403)
  })

  it('还没有装入的年份：到时候提醒，跨年的期限注明是按普通周末算的', async () => {
    const { clock, raise } = app()
    expect((await calendar()).warnings).toEqual([])
    clock.set('2026-11-02T10:00:00+08:00')
    expect((await calendar()).warnings.join()).toContain('2027 年的放假安排还没有装入')
    clock.set('2026-12-30T10:00:00+08:00')
    const late = await raise({ text: '跨年的一件事' })
    expect(late.deadline?.warnings.join()).toContain('2027')
  })
})
