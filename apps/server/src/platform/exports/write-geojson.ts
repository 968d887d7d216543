import type { Sheet } from './sheet.ts'

const [LON, LAT] = ['经度', '纬度']

/**
 * A sheet of things that stand somewhere as a GeoJSON FeatureCollection (RFC 7946), piece by piece: a feature a row, the
 * columns as properties, empty ones left out, without a place no geometry. What it is, of when, whose and in which
 * system stands before the features; `crs` is what tools of before RFC 7946 read.
 */
export async function* featureCollection({ name, watermark, columns, pages, asOf, source }: Sheet): AsyncGenerator<string> {
  const head = { name: `${name}台账`, asOf, source, crsName: 'WGS-84 经纬度（与 CGCS2000 一致）', note: watermark, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } }
  const ground = { lon: columns.indexOf(LON), lat: columns.indexOf(LAT) }
  yield `{"type":"FeatureCollection",${JSON.stringify(head).slice(1, -1)},"features":[`
  let separator = '\n'
  for await (const page of pages) {
    if (page.length > 0) yield separator + page.map((row) => JSON.stringify(featureOf(row, { columns, ...ground }))).join(',\n')
    if (page.length > 0) separator = ',\n'
  }
  yield '\n]}\n'
}

/** A row by its columns; where longitude and latitude stand in it, -1: nowhere. */
function featureOf(row: readonly string[], { columns, lon, lat }: { readonly columns: readonly string[]; readonly lon: number; readonly lat: number }): object {
  const properties = Object.fromEntries(columns.flatMap((column, at) => (at === lon || at === lat || (row[at] ?? '') === '' ? [] : [[column, row[at]]])))
  const place = [row[lon] ?? '', row[lat] ?? '']
  return { type: 'Feature', properties, geometry: place.includes('') ? null : { type: 'Point', coordinates: place.map(Number) } }
}
