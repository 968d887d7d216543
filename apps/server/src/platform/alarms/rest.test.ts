import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmDetail, AnswerOf, listAlarms } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { tickAlarms } from './index.ts'

const app = useApp()
const HOUR = 3_600_000
let key = ''

/** Thursday the 7th at eleven in the evening. */
const LATE = Date.parse('2026-05-07T23:00:00+08:00')

beforeAll(async () => {
  const { request, clock } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '水表平台', areas: ['d370305.s002'], permissions: ['reading.send'], days: 30 } })).body.key
  await request('PUT', 'device-products/meter', { as: 'duty', body: { name: '远传水表', kind: '智能水表', points: [{ name: 'total', title: '累计用水', unit: 'm³', min: 0, max: 99_999, period: 3600 }] } })
  for (const id of ['QUIET', 'BACK', 'LEAK', 'PIPE']) await request('POST', 'devices', { as: 'duty', body: { id, name: id, productId: 'meter', ...AT_BUILDING_12 } })
  await request('PUT', 'scenarios/elder-water/settings', { as: 'duty', body: { area: 'd370305.s002', version: 0, isOn: true, settings: {} } })
  clock.advance(LATE - clock.now())
})

/** Two days of a meter by the hour until eleven in the evening: at home until ten the evening before, then so many litres an hour. */
async function lived(device: string, litres: number): Promise<void> {
  let total = 100
  const readings = Array.from({ length: 49 }, (_, n) => {
    const ts = LATE - (48 - n) * HOUR
    const isThere = ts <= LATE - 25 * HOUR
    total += (isThere ? (n % 3 === 2 ? 9 : 0) : litres) / 1000
    return { device, ts, values: { total } }
  })
  expect((await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings } })).status).toBe(202)
}
const alarmOf = async (device: string): Promise<AlarmDetail> => {
  const rows = async (state: string) => (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?device=${device}&state=${state}`, { as: 'duty' })).body.alarms
  const [row] = [...(await rows('open')), ...(await rows('cleared'))]
  return (await app().request<AlarmDetail>('GET', `alarms/${row?.id}`, { as: 'duty' })).body
}
const told = ({ story }: AlarmDetail) => story.map(({ text }) => text).join('\n')
const isCalled = ({ ladder }: AlarmDetail) => ladder.some(({ state }) => state === 'called' || state === 'nobody')

describe('夜里不打扰', () => {
  test('夜里满一天没用水：告警台上当即看得到，谁也不叫，不立案；早上六点半还没用水才从头叫起', async () => {
    await lived('QUIET', 0)
    await tickAlarms(app().context)
    const held = await alarmOf('QUIET')
    expect(held).toMatchObject({ state: 'held', case: null, raisedAt: new Date(LATE - HOUR).toISOString() })
    expect(told(held)).toContain('不打扰的时段，先记在告警台上；到 06:30 还没有恢复就叫人')
    app().clock.advance(7 * HOUR)
    await tickAlarms(app().context)
    expect([(await alarmOf('QUIET')).state, isCalled(await alarmOf('QUIET'))], '六点').toEqual(['held', false])
    app().clock.advance(HOUR / 2)
    await tickAlarms(app().context)
    const rung = await alarmOf('QUIET')
    expect([rung.state, isCalled(rung), rung.case]).toEqual(['ringing', true, null])
    expect(rung.ladder.filter(({ state }) => state === 'called').length, '后面的几级还没轮到').toBeLessThan(rung.ladder.length)
    app().clock.advance(HOUR / 2)
    await tickAlarms(app().context)
    expect((await alarmOf('QUIET')).case).not.toBeNull()
  })

  test('早上起来用了水：没叫过人就自己解除；漏水不分昼夜，当即叫人', async () => {
    app().clock.advance(LATE - app().clock.now())
    await lived('BACK', 0)
    await lived('LEAK', 20)
    await tickAlarms(app().context)
    const leak = await alarmOf('LEAK')
    expect([leak.state, isCalled(leak)]).toEqual(['ringing', true])
    app().clock.advance(7 * HOUR)
    const total = 100 + 0.009 * 8 + 0.012
    expect((await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device: 'BACK', ts: app().clock.now(), values: { total: total + 1 } }] } })).status).toBe(202)
    await tickAlarms(app().context)
    const back = await alarmOf('BACK')
    expect([back.state, back.cleared?.how, isCalled(back), back.case]).toEqual(['cleared', 'short', false, null])
  })

  test('夜里记着没用水的，凌晨水管爆了：不等天亮，当即叫人，半小时还在流就立案；经过里写着为什么', async () => {
    const { clock, request, context } = app()
    clock.advance(LATE - clock.now())
    await lived('PIPE', 0)
    await tickAlarms(context)
    expect((await alarmOf('PIPE')).state).toBe('held')
    const total = 100 + 0.009 * 8
    for (const litres of [0, 0, 500]) {
      clock.advance(HOUR)
      expect((await request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device: 'PIPE', ts: clock.now(), values: { total: total + litres / 1000 } }] } })).status).toBe(202)
      await tickAlarms(context)
    }
    const burst = await alarmOf('PIPE')
    expect([burst.state, isCalled(burst), burst.severity, burst.case]).toEqual(['ringing', true, 'major', null])
    expect(told(burst)).toContain('更急：一直有水流或一下用太多')
    clock.advance(HOUR / 2)
    await tickAlarms(context)
    expect((await alarmOf('PIPE')).case).not.toBeNull()
  })
})
