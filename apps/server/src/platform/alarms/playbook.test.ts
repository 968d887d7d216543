import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmDetail, AlarmRow, AnswerOf, listAlarms, takeIntake } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { tickAlarms } from './index.ts'

const app = useApp()
const STREET = 'd370305.s002'
const PANEL = '火灾报警控制器（经用户信息传输装置）'
const MINUTE = 60_000
let key = ''

beforeAll(async () => {
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '消防平台', areas: [STREET], permissions: ['reading.send'], days: 30 } })).body.key
  await request('PUT', 'device-products/panel', { as: 'duty', body: { name: '消防主机', kind: PANEL, points: [{ name: 'detectors', title: '报警的探测器' }, { name: 'manual', title: '手动按钮' }] } })
  for (const id of ['FIRE-1', 'FIRE-2']) await request('POST', 'devices', { as: 'duty', body: { id, name: `${id}消防主机`, productId: 'panel', unitId: id === 'FIRE-1' ? 'property-01' : 'dept-urban', address: '桓公路31号', ...AT_BUILDING_12 } })
  await request('PUT', 'scenarios/enterprise-fire/settings', { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {} } })
})

const alarms = async (query: string): Promise<AlarmRow[]> => (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?${query}`, { as: 'duty' })).body.alarms
const detail = async (id: string): Promise<AlarmDetail> => (await app().request<AlarmDetail>('GET', `alarms/${id}`, { as: 'duty' })).body
const say = async (device: string, id: string, text: string) => (await app().request<AnswerOf<typeof takeIntake>>('POST', 'intake/generic', { headers: { 'x-api-key': key }, body: { device, id, text, class: '企业火情' } })).body
const told = async (as: string) => (await app().request<{ notices: { kind: string; title: string; text: string }[] }>('GET', 'notices', { as })).body.notices.filter(({ kind }) => kind === 'alarm.step-late')

async function act(id: string, body: Record<string, unknown>, as = 'duty') {
  const { version } = await detail(id)
  return app().request<AlarmDetail & { error?: { code: string; fields?: Record<string, string> } }>('POST', `alarms/${id}/acts`, { as, body: { version, ...body } })
}

describe('企业消防应急处置按清单一步一步计时', () => {
  let id = ''
  const photo = async () => (await app().upload({ bytes: await sharp({ create: { width: 16, height: 12, channels: 3, background: '#c33' } }).jpeg().toBuffer() }, { as: 'duty', url: `alarms/${id}/files` })).body.id

  test('有人按下手动按钮即响；开始处置以后，过了时限的步骤告诉值班长，每步只说一次', async () => {
    await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device: 'FIRE-1', ts: app().clock.now(), values: { manual: 1 } }] } })
    id = (await alarms('device=FIRE-1'))[0]?.id ?? ''
    expect(await detail(id)).toMatchObject({ severity: 'major', run: null, case: { number: expect.any(String) as string } })
    expect((await act(id, { act: 'start-run' })).body).toMatchObject({ run: { startedBy: '汤值班', ended: null, done: 0, late: 0 } })
    expect((await detail(id)).playbook).toHaveLength(13)
    await tickAlarms(app().context)
    expect(await told('duty')).toEqual([])
    app().clock.advance(MINUTE)
    await tickAlarms(app().context)
    app().clock.advance(30_000)
    await tickAlarms(app().context)
    expect(await told('duty')).toMatchObject([{ title: '处置超时：企业消防应急处置（重要）', text: expect.stringContaining('第 1 步“打电话给企业消防控制室') as string }])
    expect(await told('grid001')).toEqual([])
    expect((await detail(id)).story.at(-1)).toMatchObject({ kind: 'run-late', text: expect.stringMatching(/^第 1 步过了时限，已告诉/u) as string })
  })

  test('要留什么就得留什么：通话写一句，照片真的有；没有前提的步骤不能随便说不适用', async () => {
    expect((await act(id, { act: 'step', index: 0 })).body.error).toMatchObject({ code: 'input-invalid', fields: { note: '请写明打给谁、说了什么' } })
    expect((await act(id, { act: 'step', index: 2 })).body.error?.fields).toMatchObject({ files: '这一步要留照片' })
    expect((await act(id, { act: 'step', index: 2, files: ['019d0000-0000-7000-8000-000000000000'] })).body.error?.fields).toMatchObject({ files: '照片没有找到，请重新上传' })
    expect((await act(id, { act: 'step', index: 0, outcome: 'skipped' })).body.error?.fields).toMatchObject({ note: '请写明为什么不用做' })
    expect((await act(id, { act: 'step', index: 99 })).status).toBe(400)
    expect((await act(id, { act: 'step', index: 0, note: '控制室：二车间探头响，派人去看' })).body.playbook[0]).toMatchObject({ state: 'done', isLate: true, settled: { by: '汤值班' } })
    expect((await act(id, { act: 'step', index: 0, note: '再来一次' })).status).toBe(400)
    const shown = (await act(id, { act: 'step', index: 2, files: [await photo()] })).body.playbook[2]
    expect(shown).toMatchObject({ state: 'done', isLate: false, settled: { files: [{ kind: 'image', width: 16 }] } })
    const url = shown?.settled?.files[0]?.url.replace('/api/v1/', '') ?? ''
    expect([(await app().request('GET', url, { as: 'duty' })).status, (await app().request('GET', url, { as: 'community02' })).status]).toEqual([200, 404])
  })

  test('误报：不适用的一步步划去，做完自动结束，案件经过里写着做了几步、超时几步', async () => {
    await act(id, { act: 'clear', reason: '误碰按钮', isFalse: true })
    app().clock.advance(10 * MINUTE)
    await tickAlarms(app().context)
    for (const { index, only, state, proof } of (await detail(id)).playbook) {
      if (state !== 'open') continue
      const body = only !== null && only !== '误报' ? { outcome: 'skipped' } : { note: '照办', files: proof?.kind === 'photo' ? [await photo()] : [] }
      expect((await act(id, { act: 'step', index, ...body })).status).toBe(200)
    }
    const ended = await detail(id)
    expect(ended).toMatchObject({ run: { done: 5, skipped: 8, late: 2, ended: { by: '汤值班', note: null } } })
    const found = await app().find(ended.case?.number ?? '')
    expect(found.timeline.map(({ text }) => text).join()).toContain('告警处置清单做完：13 步做了 5 步，不适用 8 步，超时 2 步')
    expect(await alarms(`case=${found.id}`)).toMatchObject([{ id, state: 'cleared' }])
    expect((await act(id, { act: 'end-run', note: '再结束一次' })).status).toBe(400)
  })

  test('演练也走清单，过了时限只记不叫人；没做完可以写明原因结束', async () => {
    const { body: { id: drill } } = await app().request<AlarmDetail>('POST', 'alarm-drills', { as: 'duty', body: { scenario: 'enterprise-fire', device: 'FIRE-1' } })
    const before = (await told('duty')).length
    await act(drill, { act: 'start-run' })
    app().clock.advance(2 * MINUTE)
    await tickAlarms(app().context)
    expect(await told('duty')).toHaveLength(before)
    expect((await act(drill, { act: 'end-run', note: '演练到此' })).body.run).toMatchObject({ late: 2, ended: { note: '演练到此' } })
    expect((await act(drill, { act: 'clear', reason: '演练结束' })).status).toBe(200)
    expect((await act(drill, { act: 'start-run' })).body.error?.code).toBe('alarm-cleared')
  })
})

describe('说的话', () => {
  test('控制室说起火了，没等传感器就升为紧急；说没着火的不响，也不立案', async () => {
    expect(await say('FIRE-2', 'c-1', '误报，灰尘大，没有着火')).toMatchObject({ heard: 1, signals: [] })
    expect(await alarms('device=FIRE-2')).toEqual([])
    expect(await say('FIRE-2', 'c-2', '二车间配电柜起火了')).toMatchObject({ heard: 1, signals: [] })
    await say('FIRE-2', 'c-2', '二车间配电柜起火了')
    const [alarm, ...others] = await alarms('device=FIRE-2')
    expect([alarm, others]).toMatchObject([{ severity: 'critical', state: 'ringing' }, []])
    expect(JSON.stringify((await detail(alarm?.id ?? '')).why.readings)).toContain('二车间配电柜起火了')
  })

  test('没有场景听的话照旧立案，不丢', async () => {
    const { body } = await app().request<AnswerOf<typeof takeIntake>>('POST', 'intake/generic', { headers: { 'x-api-key': key }, body: { device: 'FIRE-2', id: 'c-3', text: '厂门口积水很深', class: '没有这一类' } })
    expect(body).toMatchObject({ heard: 0, signals: [expect.any(String)] })
  })

  test('最后一级也没有人确认：过十五分钟再找，以后隔得越来越久', async () => {
    const id = (await alarms('device=FIRE-2'))[0]?.id ?? ''
    const lastCalls = async () => (await detail(id)).story.filter(({ kind, text }) => kind.startsWith('called') && text.startsWith('责任单位')).length
    app().clock.advance(5 * MINUTE)
    await tickAlarms(app().context)
    expect(await lastCalls()).toBe(1)
    for (const [minutes, calls] of [[14, 1], [1, 2], [29, 2], [1, 3]] as const) {
      app().clock.advance(minutes * MINUTE)
      await tickAlarms(app().context)
      expect([minutes, await lastCalls()]).toEqual([minutes, calls])
    }
    expect((await detail(id)).nextCall).toMatchObject({ who: '责任单位' })
  })
})
