import { type CrsName, type Position, fromGcj02, haversineMetres, inverseOf, toGcj02 } from '@yihu/domain'
import gcoordModule, { type CRSTypes } from 'gcoord'

// gcoord's types describe an ES module, but the package is CommonJS: what Node imports is the object itself.
const gcoord = gcoordModule as unknown as (typeof gcoordModule)['default']

type Convert = (position: Position) => Position

function byGcoord(from: keyof typeof CRSTypes, to: keyof typeof CRSTypes): Convert {
  return ([lon, lat]) => {
    const [x, y] = gcoord.transform([lon, lat], gcoord[from], gcoord[to])
    return [x, y]
  }
}

const gcjToBd = byGcoord('GCJ02', 'BD09')

const bdToGcj = inverseOf(gcjToBd)
const bdToMetres = byGcoord('BD09', 'BD09MC')
const metresToBd = byGcoord('BD09MC', 'BD09')
const same: Convert = (position) => position

const TO_WGS84: Readonly<Record<CrsName, Convert>> = {
  WGS84: same,
  // CGCS2000 differs from WGS-84 by less than our sources are exact.
  CGCS2000: same,
  GCJ02: fromGcj02,
  BD09: (position) => fromGcj02(bdToGcj(position)),
  BD09MC: (position) => fromGcj02(bdToGcj(metresToBd(position))),
  EPSG3857: byGcoord('EPSG3857', 'WGS84'),
}

const FROM_WGS84: Readonly<Record<CrsName, Convert>> = {
  WGS84: same,
  CGCS2000: same,
  GCJ02: toGcj02,
  BD09: (position) => gcjToBd(toGcj02(position)),
  BD09MC: (position) => bdToMetres(gcjToBd(toGcj02(position))),
  EPSG3857: byGcoord('WGS84', 'EPSG3857'),
}

/**
 * A position in any known system as WGS-84 longitude and latitude. BD09MC and EPSG3857 come in metres, the others in
 * degrees. Outside GCJ-02's box (72.004–137.8347° E, 0.8293–55.8271° N) nothing is shifted. Exact to 0.5 m.
 */
export function toWgs84(position: Position, crs: CrsName): Position {
  return TO_WGS84[crs](position)
}

/** A WGS-84 position in another system: degrees, or metres for BD09MC and EPSG3857. Exact to 1e-6 degrees. */
export function fromWgs84(position: Position, crs: CrsName): Position {
  return FROM_WGS84[crs](position)
}

/** One place in three systems, as the vectors of `eval coordinates` give it. */
export interface CoordinateVector {
  readonly WGS84: Position
  readonly GCJ02: Position
  readonly BD09: Position
}

export interface CoordinateAgreement {
  readonly total: number
  /** Largest error in degrees of longitude or latitude: WGS-84 → GCJ-02, GCJ-02 → BD-09 and WGS-84 → BD-09. */
  readonly worstForwardDeg: number
  /** Largest error in metres: GCJ-02 → WGS-84 and BD-09 → WGS-84. */
  readonly worstInverseM: number
}

/** How far our conversions are from known places, at worst. */
export function agreeWithCoordinates(vectors: readonly CoordinateVector[]): CoordinateAgreement {
  let [worstForwardDeg, worstInverseM] = [0, 0]
  for (const { WGS84, GCJ02, BD09 } of vectors) {
    worstForwardDeg = Math.max(
      worstForwardDeg,
      degreesApart(fromWgs84(WGS84, 'GCJ02'), GCJ02),
      degreesApart(gcjToBd(GCJ02), BD09),
      degreesApart(fromWgs84(WGS84, 'BD09'), BD09),
    )
    worstInverseM = Math.max(
      worstInverseM,
      haversineMetres(toWgs84(GCJ02, 'GCJ02'), WGS84),
      haversineMetres(toWgs84(BD09, 'BD09'), WGS84),
    )
  }
  return { total: vectors.length, worstForwardDeg, worstInverseM }
}

function degreesApart(a: Position, b: Position): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))
}
