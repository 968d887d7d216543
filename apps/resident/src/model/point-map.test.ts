import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GroundMap } from '../api.ts'
import { placeIn, SIDE } from './open-map.ts'
import { drawnBy, frameAround, isAtEdge, labelsIn, metresTo, STEPS, wordsFor } from './point-map.ts'

const at = { lon: 118.302, lat: 36.812 }
const east = (metres: number) => at.lon + metres / (111_320 * Math.cos((at.lat * Math.PI) / 180))
const north = (metres: number) => at.lat + metres / 111_320
const box = (kind: string, name: string, [x, y, size]: readonly [number, number, number]): GroundMap['shapes'][number] => ({
  kind, name, form: 'surface', lines: [[[east(x), north(y)], [east(x + size), north(y)], [east(x + size), north(y + size)], [east(x), north(y + size)], [east(x), north(y)]]],
})
const road: GroundMap['shapes'][number] = { kind: 'road', name: '桓公路', form: 'line', lines: [[[east(-500), north(-30)], [east(500), north(-30)]]] }
const ground = (...shapes: GroundMap['shapes']): GroundMap => ({ ...at, reach: 600, shapes })

it('图往右往下拖，针就指到西边北边；拖多远，针下的地方就走多远，来回拖还是原地', () => {
  fc.assert(fc.property(fc.constantFrom(...STEPS), fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (across, x, y) => {
    const moved = drawnBy(at, across, [x, y])
    const [left, top] = placeIn(frameAround(at, across), [moved.lon, moved.lat])
    expect(left).toBeCloseTo(SIDE / 2 - x, 0)
    expect(top).toBeCloseTo(SIDE / 2 - y, 0)
    const back = drawnBy(moved, across, [-x, -y])
    expect(Math.hypot(back.lon - at.lon, back.lat - at.lat)).toBeLessThan(1e-6)
  }))
})

it('离图形多少米：在里面是零，外面是到最近一边的距离', () => {
  expect(metresTo(at, box('building', '12号楼', [-10, -10, 20]))).toBe(0)
  expect(metresTo(at, box('building', '12号楼', [15, -10, 20]))).toBeCloseTo(15, 1)
  expect(metresTo(at, road)).toBeCloseTo(30, 1)
  fc.assert(fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: 1, max: 100 }), (x, y, size) => {
    const beside = (low: number) => Math.max(low, -(low + size), 0)
    expect(metresTo(at, box('building', '楼', [x, y, size]))).toBeCloseTo(Math.hypot(beside(x), beside(y)), 0)
  }))
})

it('针落在哪儿用人说的话讲：小区和楼，楼外的路，路外的地名，都没有就不说', () => {
  const [estate, house, market] = [box('estate', '桑家小区', [-100, -100, 200]), box('building', '12号楼', [5, 5, 20]), { kind: 'place', name: '菜市场', form: 'spot' as const, lines: [[[east(20), north(0)] as [number, number]]] }]
  expect(wordsFor(ground(estate, house, road), at)).toBe('桑家小区 12号楼')
  expect(wordsFor(ground(estate), at)).toBe('桑家小区')
  expect(wordsFor(ground(road, market), at)).toBe('桓公路')
  expect(wordsFor(ground(market), at)).toBe('菜市场')
  expect(wordsFor(ground(), at)).toBe('')
})

it('名字互相不压着，不伸到图外；走到取来的图边上才再取', () => {
  const frame = frameAround(at, 400)
  const many = Array.from({ length: 40 }, (_, n) => box(n % 3 === 0 ? 'estate' : 'building', `${n}号楼`, [(n % 7) * 40 - 140, Math.floor(n / 7) * 40 - 120, 20]))
  const labels = labelsIn(frame, many, 42)
  expect(labels.length).toBeGreaterThan(4)
  for (const one of labels) for (const other of labels) if (one !== other) expect(Math.abs(one.x - other.x) > 80 || Math.abs(one.y - other.y) > 42).toBe(true)
  expect([isAtEdge(ground(), at), isAtEdge(ground(), { lon: east(150), lat: at.lat }), isAtEdge(ground(), { lon: at.lon, lat: north(250) })]).toEqual([false, false, true])
})
