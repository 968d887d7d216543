import type { CaseDetail, DueEffect } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { closed, dispatched } from '../../../test/steps.ts'

const app = useApp()

interface Calendar {
  readonly version: string
  readonly years: readonly { readonly year: number; readonly off: string[]; readonly work: string[] }[]
  readonly serviceHours: readonly { readonly from: string; readonly windows: readonly [string, string][] }[]
  readonly hoursSource: string | null
}
interface Refusal {
  readonly error: { readonly code: string; readonly message: string }
}

const calendar = async () => (await app().request<Calendar>('GET', 'calendar', { as: 'admin' })).body
const show = async (id: string) => (await app().request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body

/** The year with the make-up Saturday of 9 May struck from it. */
async function withoutSaturday() {
  const year = (await calendar()).years.find((one) => one.year === 2026)
  return { off: year?.off ?? [], work: (year?.work ?? []).filter((date) => date !== '2026-05-09') }
}

describe('改日历之前先看影响', () => {
  it('列出会变的未办结案件和新旧期限，什么都不写；保存以后正好是这样', async () => {
    const { settle, request } = app()
    const open = await dispatched(app())
    await closed(app())
    const body = await withoutSaturday()
    const before = await calendar()
    const effect = await request<DueEffect>('POST', 'calendar/years/2026/effect', { as: 'admin', body })
    expect(effect.body).toEqual({
      checked: 1, isCut: false, moved: 1, later: 1, earlier: 0, earliest: '2026-05-14T09:30:00.000Z', latest: '2026-05-14T09:30:00.000Z',
      cases: [{ number: open.number, unitName: '区综合行政执法局', from: '2026-05-13T09:30:00.000Z', to: '2026-05-14T09:30:00.000Z' }],
    })
    expect((await calendar()).version).toBe(before.version)
    expect((await show(open.id)).dueAt).toBe('2026-05-13T09:30:00.000Z')

    await request('PUT', 'calendar/years/2026', { as: 'admin', body: { ...body, source: '更正', seen: before.version } })
    await settle()
    expect((await show(open.id)).dueAt).toBe('2026-05-14T09:30:00.000Z')
    expect((await request<DueEffect>('POST', 'calendar/years/2026/effect', { as: 'admin', body })).body).toMatchObject({ moved: 0, cases: [], earliest: null })
    const stale = await request<Refusal>('PUT', 'calendar/years/2026', { as: 'admin', body: { ...body, source: '更正', seen: before.version } })
    expect(stale.body.error.code).toBe('conflict')
  })

  it('服务时间也一样：先看影响，保存后案件按新的时间到期，审计里有依据', async () => {
    const { settle, request } = app()
    const open = await dispatched(app())
    const hours = { usual: [{ open: '09:00', close: '12:00' }, { open: '13:00', close: '17:00' }], seasons: [] }
    const effect = await request<DueEffect>('POST', 'calendar/hours/effect', { as: 'admin', body: { hours } })
    expect(effect.body).toMatchObject({ moved: 2, later: 0, earlier: 2 })
    expect(effect.body.cases.map(({ to }) => to?.slice(10))).toEqual(['T09:00:00.000Z', 'T09:00:00.000Z'])
    const { version } = await calendar()
    const saved = await request<{ version: string; openCases: number }>('PUT', 'calendar/hours', { as: 'admin', body: { hours, source: '街道办 2026 年第 3 号通知', seen: version } })
    expect(saved.body).toMatchObject({ version: `${version}.h1`, openCases: 2 })
    await settle()
    expect((await show(open.id)).dueAt).toMatch(/T09:00:00/u)
    expect(await calendar()).toMatchObject({ hoursSource: '街道办 2026 年第 3 号通知', serviceHours: [{ windows: [['09:00', '12:00'], ['13:00', '17:00']] }] })
    const audit = await request<{ rows: { purpose: string }[] }>('GET', 'audit?action=calendar.hours', { as: 'auditor' })
    expect(audit.body.rows).toMatchObject([{ purpose: '街道办 2026 年第 3 号通知' }])
  })

  it('有错的安排连影响也不算，说明哪里不对；别的岗位看不到', async () => {
    const { request } = app()
    const body = await withoutSaturday()
    expect((await request<Refusal>('POST', 'calendar/years/2026/effect', { as: 'admin', body: { ...body, off: ['2026-01-01'] } })).body.error.code).toBe('calendar-invalid')
    const night = { usual: [{ open: '20:00', close: '08:00' }], seasons: [] }
    for (const [method, url] of [['POST', 'calendar/hours/effect'], ['PUT', 'calendar/hours']] as const) {
      const { status, body: answer } = await request<Refusal>(method, url, { as: 'admin', body: { hours: night, source: '试' } })
      expect({ status, message: answer.error.message }).toEqual({ status: 422, message: '服务时间有问题：平时：20:00–08:00 的结束不晚于开始。没有保存。' })
      expect((await request(method, url, { as: 'duty', body: { hours: night, source: '试' } })).status).toBe(403)
    }
    expect((await request('POST', 'calendar/years/2026/effect', { as: 'duty', body })).status).toBe(403)
  })
})
