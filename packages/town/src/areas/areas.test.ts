import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isInPolygon, polygonArea } from '../geometry.ts'
import type { Area, AreaLevel, LonLat } from '../area-types.ts'
import { createRandom } from '../random.ts'
import { buildStreet } from '../street.ts'

const { areas, map, parts } = buildStreet()

function level<L extends AreaLevel>(name: L): Extract<Area, { level: L }>[] {
  return areas.filter((a): a is Extract<Area, { level: L }> => a.level === name)
}

const ring = (area: Area): LonLat[] => (area.polygon.coordinates[0] ?? []).slice(0, -1)

/** Every border edge once in each direction, except along the outer border. */
function freeEdges(list: readonly Area[]): Set<string> {
  const edges = new Set<string>()
  for (const area of list) {
    ring(area).forEach((a, i, all) => {
      const b = all[(i + 1) % all.length] ?? a
      if (!edges.delete(`${b.join()}>${a.join()}`)) edges.add(`${a.join()}>${b.join()}`)
    })
  }
  return edges
}

describe('区域', () => {
  it('社区、网格、小区、楼栋、户数和人口与资料一致', () => {
    expect([level('community'), level('grid'), level('estate'), level('building')].map((l) => l.length)).toEqual([14, 113, 73, 676])
    const buildings = level('building').map((b) => b.attrs)
    expect(buildings.filter((b) => b.yearBuilt < 2005)).toHaveLength(492)
    expect(buildings.reduce((s, b) => s + b.households, 0)).toBe(39_550)
    expect(buildings.reduce((s, b) => s + b.residents, 0)).toBe(73_000)
    expect(level('street')[0]?.attrs).toMatchObject({ households: 39_550, residents: 73_000, buildings: 676 })
  })

  it('每个网格约三百五十户，东高小区共两千四百户以上', () => {
    for (const { attrs } of level('grid')) expect(Math.abs(attrs.households - 350)).toBeLessThan(80)
    const big = level('estate').filter((e) => e.name.startsWith('东高小区'))
    expect(big.reduce((s, e) => s + e.attrs.households, 0)).toBeGreaterThan(2400)
  })

  it('网格拼成社区，社区拼成街道，没有缝隙也没有重叠', () => {
    const [street] = level('street')
    if (!street) throw new Error('no street')
    const outer = freeEdges([street])
    expect(freeEdges(level('grid'))).toEqual(outer)
    expect(freeEdges(level('community'))).toEqual(outer)
    const sum = (list: readonly Area[]): number => list.reduce((s, a) => s + polygonArea(a.polygon), 0)
    const whole = polygonArea(street.polygon)
    expect(Math.abs(sum(level('grid')) / whole - 1)).toBeLessThan(1e-6)
    expect(Math.abs(sum(level('community')) / whole - 1)).toBeLessThan(1e-6)
    for (const community of level('community')) {
      const grids = level('grid').filter((g) => g.parentCode === community.code)
      expect(freeEdges(grids)).toEqual(freeEdges([community]))
    }
    expect(whole / 1e6).toBeGreaterThan(10)
    expect(whole / 1e6).toBeLessThan(12)
  })

  it('街道里任意一点恰好在一个网格里', () => {
    const [street] = level('street')
    if (!street) throw new Error('no street')
    const random = createRandom('points')
    const lons = ring(street).map((p) => p[0])
    const lats = ring(street).map((p) => p[1])
    for (let i = 0; i < 2000; i++) {
      const point: LonLat = [random.range(Math.min(...lons), Math.max(...lons)), random.range(Math.min(...lats), Math.max(...lats))]
      const holders = level('grid').filter((g) => isInPolygon(point, g.polygon))
      expect(holders).toHaveLength(isInPolygon(point, street.polygon) ? 1 : 0)
    }
  })

  it('楼栋和小区都在上级范围内，标注点在自己的范围内', () => {
    const byCode = new Map(areas.map((a) => [a.code, a]))
    expect(byCode.size).toBe(areas.length)
    for (const area of areas) {
      expect(isInPolygon(area.point, area.polygon), area.path).toBe(true)
      const parent = area.parentCode === null ? undefined : byCode.get(area.parentCode)
      if (area.level === 'district') continue
      expect(parent, area.path).toBeDefined()
      if (!parent) continue
      expect(area.path.startsWith(`${parent.path}.`)).toBe(true)
      if (area.level !== 'building' && area.level !== 'estate') continue
      for (const corner of ring(area)) expect(isInPolygon(corner, parent.polygon), area.path).toBe(true)
    }
  })

  it('楼栋之间不重叠，户数不超过房间数，地址不重复', () => {
    const buildings = level('building')
    expect(new Set(buildings.map((b) => b.attrs.address)).size).toBe(676)
    for (const b of buildings) {
      expect(b.attrs.rooms).toBeGreaterThanOrEqual(b.attrs.households)
      expect(b.attrs.rooms).toBe(b.attrs.floors * b.attrs.units * b.attrs.doorsPerFloor)
      const others = buildings.filter((o) => o !== b && o.parentCode === b.parentCode)
      for (const corner of ring(b)) expect(others.some((o) => isInPolygon(corner, o.polygon)), b.path).toBe(false)
    }
  })

  it('编码符合行政区划和单元网格的位数，网格按从西到东、从北到南编号', () => {
    const digits = { district: 6, street: 9, community: 12, grid: 15, estate: 17, building: 20 }
    for (const area of areas) expect(area.code).toMatch(new RegExp(`^\\d{${digits[area.level]}}$`))
    expect(level('grid').map((g) => g.attrs.number)).toEqual(Array.from({ length: 113 }, (_, i) => i + 1))
    expect(level('building')[0]?.path).toMatch(/^d370305\.s002\.c\d{2}\.g\d{3}(\.e\d{2})?\.b\d{3}$/)
  })

  it('底图有道路、河流、十处公园，地点都落在所标的网格里', () => {
    expect(map.roads.filter((r) => r.kind === 'main').map((r) => r.name)).toEqual(expect.arrayContaining(['桓公路', '牛山路', '晏婴路', '齐兴路']))
    expect(map.shapes.filter((s) => s.kind === 'park')).toHaveLength(10)
    for (const poi of map.pois) {
      const grid = areas.find((a) => a.path === poi.areaPath)
      expect(grid && isInPolygon(poi.point, grid.polygon), poi.name).toBe(true)
    }
  })

  it('沿路有部件：编码十六位、各在所标的网格里，路灯隔四五十米一盏', () => {
    expect(new Set(parts.map((part) => part.code)).size).toBe(parts.length)
    expect(new Set(parts.map((part) => part.classCode))).toEqual(new Set(['B0118', 'B0102', 'B0104', 'B0113', 'B0305', 'B0402']))
    for (const part of parts) {
      expect(part.code).toMatch(/^370305\d{10}$/)
      const grid = areas.find((a) => a.path === part.areaPath)
      expect(grid && isInPolygon(part.point, grid.polygon), part.name).toBe(true)
    }
    expect(parts.filter((part) => part.classCode === 'B0118').length).toBeGreaterThan(300)
  })

  it('同一个种子得到同一条街，换一个种子就不同', () => {
    expect(buildStreet()).toEqual(buildStreet())
    expect(buildStreet({ seed: 'other' }).areas.map((a) => a.point)).not.toEqual(areas.map((a) => a.point))
  })

  it.each(['a', 'b', 'c', '张店', '2026'])('种子 %s 也能划成一条完整的街', (seed) => {
    const other = buildStreet({ seed }).areas
    expect(other.filter((a) => a.level === 'grid')).toHaveLength(113)
    expect(freeEdges(other.filter((a) => a.level === 'grid'))).toEqual(freeEdges(other.filter((a) => a.level === 'street')))
  })

  const data = process.env['YIHU_DATA'] ?? '../shared/data'
  const boundary = readBoundary(`${data}/gis/boundary-370305.json`)
  it.skipIf(boundary === null)(`街道在临淄区范围内${boundary ? '' : '（跳过：没有外部边界数据）'}`, () => {
    for (const [lon, lat] of ring(level('street')[0] as Area)) { // the test above proves that there is one
      // The file is GCJ-02; near the street that is about 0.00586° east and 0.00045° north of WGS-84.
      expect(boundary?.some((p) => isInPolygon([lon + 0.00586, lat + 0.00045], { type: 'Polygon', coordinates: p }))).toBe(true)
    }
  })
})

function readBoundary(file: string): LonLat[][][] | null {
  try {
    const [feature] = JSON.parse(readFileSync(file, 'utf8')) as [{ geometry: { coordinates: LonLat[][][] } }] // our own reference file
    return feature.geometry.coordinates
  } catch {
    return null
  }
}
