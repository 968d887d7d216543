import { pointInPolygon } from '@yihu/domain'
import type { AreaShape, Ring } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEVEL_DEPTH } from './area.ts'
import type { StoredArea } from './area.ts'
import { createLocator } from './locator.ts'
import { labelPoint, parseShape } from './shape.ts'

function area(path: string, level: StoredArea['level'], geometry: AreaShape): StoredArea {
  return { code: path, level, parent: null, path, name: path, address: null, aliases: [], point: null, geometry, attrs: {}, validFrom: '2021-01-01', validTo: null }
}

function ring(lon: number, lat: number, side: number): Ring {
  return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]
}

function square(lon: number, lat: number, side: number): AreaShape {
  return { type: 'Polygon', coordinates: [ring(lon, lat, side)] }
}

const holed: AreaShape = { type: 'Polygon', coordinates: [ring(118, 36, 0.1), ring(118.04, 36.04, 0.02)] }

describe('点在哪里', () => {
  it('最细的区域先答', () => {
    const locator = createLocator([area('d', 'district', square(118, 36, 1)), area('d.s.c', 'community', square(118.1, 36.1, 0.1))])
    expect(locator.locate({ lon: 118.15, lat: 36.15 })?.path).toBe('d.s.c')
    expect(locator.locate({ lon: 118.5, lat: 36.5 })?.path).toBe('d')
    expect(locator.locate({ lon: 117.9, lat: 36.5 })).toBeNull()
  })

  it('洞里的点不属于这个区域', () => {
    const locator = createLocator([area('d.s.c', 'community', holed)])
    expect(locator.locate({ lon: 118.05, lat: 36.05 })).toBeNull()
    expect(locator.locate({ lon: 118.02, lat: 36.02 })?.path).toBe('d.s.c')
  })

  it('街道外的点答得出最近的区域和距离', () => {
    const near = createLocator([area('d.s.c.g', 'grid', square(118, 36, 0.01))]).nearest({ lon: 118.005, lat: 36.011 })
    expect(near?.area.path).toBe('d.s.c.g')
    expect(near?.metres).toBeGreaterThan(105)
    expect(near?.metres).toBeLessThan(115)
    expect(createLocator([area('d.s.c.g', 'grid', square(118, 36, 0.01))]).nearest({ lon: 118.5, lat: 36.5 })).toBeNull()
  })

  it('与逐个比较的结果一致', () => {
    const degree = (from: number): fc.Arbitrary<number> => fc.double({ min: from, max: from + 0.1, noNaN: true })
    const anyArea = fc.record({ lon: degree(118), lat: degree(36), side: fc.double({ min: 0.001, max: 0.05, noNaN: true }), level: fc.constantFrom<StoredArea['level']>('community', 'grid', 'building') })
    fc.assert(fc.property(fc.array(anyArea, { minLength: 1, maxLength: 20 }), degree(118), degree(36), (drawn, lon, lat) => {
      const areas = drawn.map((one, i) => area(`d.s.a${i}`, one.level, square(one.lon, one.lat, one.side)))
      const holding = areas.filter(({ geometry }) => geometry && pointInPolygon([lon, lat], geometry))
      const deepest = Math.max(-1, ...holding.map(({ level }) => LEVEL_DEPTH[level]))
      const found = createLocator(areas).locate({ lon, lat })
      expect(found ? LEVEL_DEPTH[found.level] : -1).toBe(deepest)
      if (found) expect(holding).toContain(found)
    }))
  })
})

describe('读图形', () => {
  it('没有闭合的边界自动闭合，坐标取到厘米', () => {
    const parsed = parseShape({ type: 'Polygon', coordinates: [[[118.300000001, 36.8], [118.31, 36.8], [118.31, 36.81]]] }, 'WGS84')
    expect(parsed).toEqual({ shape: { type: 'Polygon', coordinates: [[[118.3, 36.8], [118.31, 36.8], [118.31, 36.81], [118.3, 36.8]]] } })
  })

  it('高德坐标换算后存储', () => {
    const parsed = parseShape({ type: 'Polygon', coordinates: [[[118.315857, 36.82045], [118.325857, 36.82045], [118.325857, 36.83045]]] }, 'GCJ02')
    const [first] = 'shape' in parsed && parsed.shape.type === 'Polygon' ? (parsed.shape.coordinates[0] ?? []) : []
    expect(first?.[0]).toBeCloseTo(118.31, 4)
    expect(first?.[1]).toBeCloseTo(36.82, 4)
  })

  it('弯曲区域的标注点也在区域里面', () => {
    const bent: AreaShape = { type: 'Polygon', coordinates: [[[118, 36], [118.1, 36], [118.1, 36.1], [118.09, 36.1], [118.09, 36.01], [118.01, 36.01], [118.01, 36.1], [118, 36.1], [118, 36]]] }
    const point = labelPoint(bent)
    expect(point && pointInPolygon([point.lon, point.lat], bent)).toBe(true)
  })
})
