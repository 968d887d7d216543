import type { Sheet } from './sheet.ts'

const [LON, LAT] = ['经度', '纬度']

/**
 * A sheet of things that stand somewhere as a GeoJSON FeatureCollection (RFC 7946), piece by piece: a feature a row, the
 * columns as properties, empty ones left out, without a place no geometry. What it is, of when, whose and in which
 * system stands before the features; `crs` is what tools of before RFC 7946 read.
 */
export async function* featureCollection({ name, watermark, columns, pages, asOf, source }: Sheet): AsyncGenerator<string> {
  const head = { name: `${name}台账`, asOf, source, crsName: 'WGS-84 经纬度（与 CGCS2000 一致）', note: watermark, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } }
  yield `{"type":"FeatureCollection",${JSON.stringify(head).slice(1, -1)},"features":[`
  let separator = '\n'
  for await (const page of pages) {
    if (page.length > 0) yield separator + page.map((row) => JSON.stringify(featureOf(columns, row))).join(',\n')
    if (page.length > 0) separator = ',\n'
  }
  yield '\n]}\n'
}

function featureOf(columns: readonly string[], row: readonly string[]): object {
  const cell = (name: string): string => row[columns.indexOf(name)] ?? ''
  const properties = Object.fromEntries(columns.flatMap((column, at) => (column === LON || column === LAT || (row[at] ?? '') === '' ? [] : [[column, row[at]]])))
  const hasPlace = cell(LON) !== '' && cell(LAT) !== ''
  return { type: 'Feature', properties, geometry: hasPlace ? { type: 'Point', coordinates: [Number(cell(LON)), Number(cell(LAT))] } : null }
}
