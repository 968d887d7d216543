import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from './painter.ts'
import type { Shown } from './painter.ts'

const dots: Shown['dots'] = []
const ways: Shown['ways'] = []
const scene = {} as Shown['scene'] // only whether it is the same one is asked
const shown = (more: Partial<Shown> = {}): Shown => ({ scene, dots, ways, ratio: 2, me: null, size: { width: 360, height: 600 }, view: { x: 0, y: 0, scale: 2 }, ...more })

test('手指拖动时用画好的那一张，拖出它的边、放大缩小、有了新案件才重画', () => {
  expect(holds(shown(), shown({ view: { x: 44, y: -74, scale: 2 }, me: { lon: 118, lat: 36 } }))).toBe(true)
  for (const change of [{ view: { x: 46, y: 0, scale: 2 } }, { view: { x: 0, y: 76, scale: 2 } }, { view: { x: 0, y: 0, scale: 2.1 } }, { dots: [] }, { ratio: 3 }, { size: { width: 600, height: 360 } }]) expect(holds(shown(), shown(change))).toBe(false)
})

test('用画好的那一张时，屏幕的四角总在它里面', () => {
  fc.assert(fc.property(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: 0.02, max: 20, noNaN: true }), (x, y, scale) => {
    if (!holds(shown({ view: { x: 0, y: 0, scale } }), shown({ view: { x, y, scale } }))) return
    for (const [across, down] of [[-180, -300], [180, 300]] as const) {
      expect(Math.abs(x * scale + across)).toBeLessThanOrEqual(180 * 1.5 + 1e-9)
      expect(Math.abs(y * scale + down)).toBeLessThanOrEqual(300 * 1.5 + 1e-9)
    }
  }))
})
