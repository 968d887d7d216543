import { expect, it } from 'vitest'
import { communitySums, frameOf, gridSums, pathOf, placeIn, shadeOf, SIDE, stepsOf } from './open-map.ts'

const grids = [{ code: 'g1', name: '第1网格', community: 'c1', rings: [] }, { code: 'g2', name: '第2网格', community: 'c1', rings: [] }]
const communities = [{ code: 'c1', name: '桑家社区', rings: [] }]
const cells = [
  { group: 'S01', grid: 'g1', community: 'c1', reports: 3, ended: 1 },
  { group: 'B01', grid: 'g1', community: 'c1', reports: 4, ended: 4 },
  { group: 'S01', grid: 'g2', community: 'c1', reports: 9, ended: 2 },
  { group: 'S01', grid: null, community: 'c1', reports: 2, ended: 0 },
]

it('所有类别加在一起是各类之和；社区的数包括不说网格的那些', () => {
  expect(gridSums({ grids, cells }, { group: undefined, community: 'c1' })).toEqual([{ code: 'g2', name: '第2网格', reports: 9, ended: 2 }, { code: 'g1', name: '第1网格', reports: 7, ended: 5 }])
  expect(gridSums({ grids, cells }, { group: 'B01', community: 'c1' })).toEqual([{ code: 'g1', name: '第1网格', reports: 4, ended: 4 }])
  expect(communitySums({ communities, cells }, 'S01')).toEqual([{ code: 'c1', name: '桑家社区', reports: 14, ended: 3 }])
  expect(communitySums({ communities, cells }, 'B02')).toEqual([])
})

it('颜色按各处的件数分四档，一样多的一样深，没有就不上色', () => {
  const steps = stepsOf([9, 58, 66, 75, 75, 80, 91, 97])
  expect(steps).toEqual([9, 66, 75, 91])
  expect([0, 9, 65, 66, 75, 90, 97].map((count) => shadeOf(count, steps))).toEqual([0, 1, 1, 2, 3, 3, 4])
  expect([stepsOf([]), stepsOf([3]), stepsOf([3, 3])]).toEqual([[], [3], [3]])
})

it('图不变形：南北一公里和东西一公里画得一样长，北在上', () => {
  expect(frameOf([])).toBeUndefined()
  const square: readonly (readonly [number, number])[] = [[118.3, 36.81], [118.3125, 36.81], [118.3125, 36.82], [118.3, 36.82]]
  const frame = frameOf([square])
  if (!frame) throw new Error('no frame')
  const [[left, bottom], [right], [, top]] = [placeIn(frame, [118.3, 36.81]), placeIn(frame, [118.3125, 36.81]), placeIn(frame, [118.3, 36.82])]
  expect((right - left) / (bottom - top)).toBeCloseTo(1.25 * Math.cos((36.815 * Math.PI) / 180), 2)
  expect(left).toBeGreaterThan(0)
  expect(right).toBeLessThan(SIDE)
  expect(pathOf(frame, [square])).toMatch(/^M[\d. ]+L[\d. ]+L[\d. ]+L[\d. ]+Z$/u)
})
