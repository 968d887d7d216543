import { expect, test } from 'vitest'
import type { AlarmDetail, AnswerOf, CaseDetail, listAreas, ScenarioDetail } from '@yihu/contracts'
import { aDevice, hear } from '../harness/devices.ts'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const HOUR = 3_600_000
const METER = 'EW-SHEN'

/** Four days of an elder's meter by the hour: two as always, then the tap stays shut for a day and a half. */
function lifeOf(device: string, now: number) {
  const uses = new Set([7, 8, 12, 13, 18, 19, 22])
  let litres = 100_000
  return Array.from({ length: 97 }, (_, i) => {
    const ts = now - (96 - i) * HOUR
    if (now - ts > 36 * HOUR && uses.has((new Date(ts).getUTCHours() + 8) % 24)) litres += 9
    return { device, ts, values: { total: litres / 1000 } }
  })
}

const clockOf = (ms: number) => `${String((new Date(ms).getUTCHours() + 8) % 24).padStart(2, '0')}:00`
const sent = (method: string, body: object): RequestInit => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** A meter in a home whose daughter has agreed to be called; the scenario watches at any hour of the day. */
async function anElderWithMeter(now: number): Promise<void> {
  const { areas } = await house.ask<AnswerOf<typeof listAreas>>('grid001', 'areas?level=grid')
  const { own } = await house.ask<ScenarioDetail>('duty', 'scenarios/elder-water')
  // The story is told at any hour: the night is set to hours that are far from now.
  const settings = { night: [{ from: clockOf(now + 3 * HOUR), to: clockOf(now + 4 * HOUR) }] }
  await house.ask('duty', 'scenarios/elder-water/settings', sent('PUT', { area: own.path, version: own.version, isOn: true, settings, endsOn: null }))
  const points = [{ name: 'total', title: '累计用水', unit: 'm³', min: 0, max: 99_999, period: 3600 }]
  const areaPath = areas[0]?.path ?? own.path
  await aDevice(house, { id: METER, name: '沈奶奶家水表', areaPath, address: '7单元702', product: { id: 'story-meter', name: '远传水表', kind: '智能水表', points } })
  await house.ask('duty', 'care', sent('POST', {
    kind: 'elder-alone', areaPath, room: '7单元702', name: '沈玉兰', consent: { by: 'self', day: '2026-01-05', scopes: ['water'] }, devices: [{ deviceId: METER, scope: 'water' }],
    contacts: [{ kind: 'family', name: '沈敏', phone: '10050001234', relation: '女儿', consentDay: '2026-01-05' }],
  }))
}

test('An elder’s meter falls silent: the desk says why, the daughter is called first, the grid worker goes there, the case is closed', async () => {
  const now = Date.now()
  await anElderWithMeter(now)
  const duty = await house.seat({ as: 'duty' })
  await duty.go('/alarms')
  await duty.page.getByRole('button', { name: /响铃/u }).waitFor()
  await hear(house, lifeOf(METER, now))
  const line = duty.page.locator('.alarm-item', { hasText: '沈奶奶家水表' })
  await line.locator('.item-body').click()
  await duty.page.getByText('独居老人用水异常').first().waitFor()
  await duty.page.getByRole('region', { name: '为什么响' }).locator('.chart-line').first().waitFor({ state: 'attached' })
  // Nobody has the elder's own number: the daughter is called at once, by the officer on duty; then it is the grid worker's turn.
  const ladder = duty.page.getByRole('region', { name: '找了谁' })
  await ladder.getByText(/沈\*\*?（100\*+1234）/u).waitFor()
  await ladder.getByText(/找网格员/u).waitFor()
  await shoot(duty.page, 'alarm-desk', { forReadme: true })

  const id = new URL(duty.page.url()).searchParams.get('at') ?? ''
  const worker = await house.seat({ as: 'grid001', size: 'phone' })
  await worker.go(`/alarms?at=${id}`)
  await worker.page.getByRole('button', { name: /^在路上/u }).click()
  await worker.page.getByText('已经有人接手').waitFor()
  // On the desk it appears by itself.
  await duty.page.getByText('已经有人接手').waitFor()

  // It has lasted for more than half an hour: the scenario's rule has made a case of it.
  const number = duty.page.getByRole('region', { name: '在哪里' }).getByRole('link', { name: /^\d{8}-\d+$/u })
  await number.waitFor()
  expect(await closed((await house.ask<AlarmDetail>('duty', `alarms/${id}`)).case?.id ?? '')).toBe('已办结')
  await duty.page.keyboard.press('c')
  await duty.page.getByRole('dialog', { name: '解除' }).getByLabel('怎么解除的').fill('老人在女儿家，人平安')
  await duty.page.keyboard.press('Control+Enter')
  await duty.page.getByText('老人在女儿家，人平安').first().waitFor()
  await number.click()
  await duty.page.locator('.steps .step-state', { hasText: '已办结' }).waitFor()
  await duty.page.getByText(/告警 .* 解除（人工解除）：老人在女儿家，人平安/u).first().waitFor()
})

/** The case is handled on the spot, checked and closed; answers its last state in words. */
async function closed(id: string): Promise<string> {
  const done = { move: 'handle-self', text: '电话联系女儿，老人在女儿家，人平安', evidence: [] }
  const steps = { 'handle-self': done, 'start-check': { move: 'start-check' }, 'pass-check': { move: 'pass-check', note: '人平安', evidence: [] } }
  for (const [name, move] of Object.entries(steps)) {
    const { version, moves } = await house.ask<CaseDetail>('duty', `cases/${id}`)
    if (moves.some((one) => one.move === name)) await house.ask('duty', `cases/${id}/moves`, sent('POST', { ...move, version }))
  }
  return (await house.ask<CaseDetail>('duty', `cases/${id}`)).stateLabel
}
