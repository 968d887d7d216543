import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CrsName, CRS_NAMES, type Position, haversineMetres } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { agreeWithCoordinates, fromWgs84, toWgs84 } from './crs.ts'

const repository = join(import.meta.dirname, '../../../../..')
const vectorsFile = join(process.env['YIHU_DATA'] ?? join(repository, '../shared/data'), 'gis/coordinates.json')
const position = z.tuple([z.number(), z.number()])
const vectorFile = z.array(z.object({ coords: z.object({ WGS84: position, GCJ02: position, BD09: position }) }))

const xuegong: Position = [118.31, 36.82]

describe('a position', () => {
  it('near Xuegong lies within a metre of where the published formula puts it', () => {
    const gcj = fromWgs84(xuegong, 'GCJ02')
    const bd = fromWgs84(xuegong, 'BD09')
    expect(haversineMetres(gcj, [118.315857, 36.82045])).toBeLessThan(0.8)
    expect(haversineMetres(bd, [118.322232, 36.826792])).toBeLessThan(0.8)
  })

  it.each(CRS_NAMES)('comes back from %s to where it was', (crs: CrsName) => {
    const lon = fc.double({ min: 74, max: 134, noNaN: true })
    const lat = fc.double({ min: 4, max: 53, noNaN: true })
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const back = toWgs84(fromWgs84([x, y], crs), crs)
        expect(haversineMetres(back, [x, y])).toBeLessThan(crs === 'BD09MC' ? 0.5 : 0.001)
      }),
    )
  })

  it('abroad is not shifted', () => {
    expect(fromWgs84([2.35, 48.85], 'GCJ02')).toEqual([2.35, 48.85])
    expect(toWgs84([2.35, 48.85], 'GCJ02')).toEqual([2.35, 48.85])
  })

  it('in metres is projected', () => {
    const [x, y] = fromWgs84(xuegong, 'EPSG3857')
    expect(x).toBeCloseTo(13_170_208.96, 0)
    expect(y).toBeCloseTo(4_414_089.6, -2)
  })
})

describe('660 known cities', async () => {
  const text = await readFile(vectorsFile, 'utf8').catch(() => null)
  if (text === null) console.warn('skipped: the coordinate vectors are not here (set YIHU_DATA)')
  it.skipIf(text === null)('are met within 1e-6 degrees forward and 0.5 m back', () => {
    const vectors = vectorFile.parse(JSON.parse(text ?? '[]')).map(({ coords }) => coords)
    const { worstForwardDeg, worstInverseM } = agreeWithCoordinates(vectors)
    expect(worstForwardDeg).toBeLessThan(1e-6)
    expect(worstInverseM).toBeLessThan(0.5)
  })
})
