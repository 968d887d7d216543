import { expect, test } from 'vitest'
import { buildStreet } from '../street.ts'
import { planLife } from './life.ts'
import { buildSensing } from './sensing.ts'

test('一万台设备、二百路摄像机，编号不重，都在街道里；四十八位老人各有呼叫器、水表、门磁在自己家；同一种子出来都一样', () => {
  const street = buildStreet({ seed: 'xuegong' })
  const { devices, elders, products } = buildSensing(street)
  expect([devices.filter(({ productId }) => productId !== 'camera').length, devices.filter(({ productId }) => productId === 'camera').length]).toEqual([10_000, 200])
  expect(new Set(devices.map(({ id }) => id)).size).toBe(10_200)
  const paths = new Set(street.areas.map(({ path }) => path))
  expect(devices.filter(({ areaPath }) => !paths.has(areaPath))).toEqual([])
  const byId = new Map(devices.map((device) => [device.id, device]))
  for (const { areaPath, devices: own } of elders) {
    expect(own.slice(0, 3).map(({ scope }) => scope)).toEqual(['call', 'water', 'door'])
    expect(own.map(({ deviceId }) => byId.get(deviceId)?.areaPath)).toEqual(own.map(() => areaPath))
  }
  expect(products.flatMap(({ points }) => points.filter(({ min, max }) => min >= max))).toEqual([])
  expect(buildSensing(street)).toEqual({ devices, elders, products })
})

test('活的街道照种子走：有寻常读数，也有坏消息、重发、时钟偏差、险情、报事和摄像机；次序按时间', () => {
  const sensing = buildSensing(buildStreet({ seed: 'xuegong' }))
  const plan = (seed: string) => planLife(sensing, { seed, minutes: 120, speakers: 600, from: Date.UTC(2026, 4, 7, 2) })
  const acts = plan('a')
  expect(plan('a')).toEqual(acts)
  expect(plan('b')).not.toEqual(acts)
  expect(acts.map(({ minute }) => minute)).toEqual(acts.map(({ minute }) => minute).toSorted((x, y) => x - y))
  const kinds = new Set(acts.map((act) => (act.kind === 'say' ? act.how : act.kind)))
  expect([...kinds].toSorted()).toEqual(['broken', 'clock-off', 'plain', 'repeat', 'report', 'see', 'trouble'])
  expect(new Set(acts.flatMap((act) => (act.kind === 'say' ? [act.deviceId] : []))).size).toBeGreaterThan(540)
})
