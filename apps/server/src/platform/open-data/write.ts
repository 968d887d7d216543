import { LEAST_PEOPLE } from '@yihu/domain'
import { LEAST_PLACES } from './coarsen.ts'
import type { OpenData } from './collect.ts'

interface Field {
  readonly name: string
  readonly type: 'date' | 'yearmonth' | 'string' | 'integer'
  readonly description: string
}

/** The data dictionary: every column of every table, in order. */
const PLACE_FIELDS: readonly Field[] = [
  { name: 'date', type: 'date', description: '登记日期（北京时间）' },
  { name: 'grid_code', type: 'string', description: `网格编码；同一网格、同一个月、同一大类不足 ${LEAST_PLACES} 件的不说网格，只说社区，此栏为空` },
  { name: 'grid_name', type: 'string', description: '网格名称，同上' },
  { name: 'community_code', type: 'string', description: '社区编码' },
  { name: 'community_name', type: 'string', description: '社区名称' },
  { name: 'class_code', type: 'string', description: '案件分类编码（GB/T 30428.2 部件、事件，或街道诉求分类）' },
  { name: 'class_name', type: 'string', description: '案件分类名称' },
  { name: 'reports', type: 'integer', description: '件数，合并的只算一件' },
  { name: 'ended', type: 'integer', description: '其中到数据时间为止已办结的件数' },
]

const GRID_FIELDS: readonly Field[] = [
  { name: 'grid_code', type: 'string', description: '网格编码' },
  { name: 'grid_name', type: 'string', description: '网格名称' },
  { name: 'community_code', type: 'string', description: '社区编码' },
  { name: 'community_name', type: 'string', description: '社区名称' },
  { name: 'group_code', type: 'string', description: '案件大类编码' },
  { name: 'group_name', type: 'string', description: '案件大类名称' },
  { name: 'reports', type: 'integer', description: `完整的月合起来的件数；不足 ${LEAST_PLACES} 件的不公开，各月没有说网格的合起来不足 ${LEAST_PLACES} 件的也不算在内` },
  { name: 'ended', type: 'integer', description: '其中到数据时间为止已办结的件数' },
]

const PEOPLE_FIELDS: readonly Field[] = [
  { name: 'month', type: 'yearmonth', description: '登记月份（北京时间），只有完整的月' },
  { name: 'street_name', type: 'string', description: '街道名称' },
  { name: 'group_code', type: 'string', description: '诉求分类编码，到第二级' },
  { name: 'group_name', type: 'string', description: '诉求分类名称' },
  { name: 'reports', type: 'integer', description: `件数；不足 ${LEAST_PEOPLE} 件的不公开，没有这一行` },
]

/** How matters of places are written as CSV (RFC 4180, UTF-8 with mark). */
export function placesCsv({ places }: OpenData): string {
  return csv(PLACE_FIELDS, places.map(({ day, grid, community, classCode, className, reports, ended }) => [day, grid?.code ?? '', grid?.name ?? '', community.code, community.name, classCode, className, reports, ended]))
}

/** The same matters by grid, without days. */
export function gridsCsv({ grids }: OpenData): string {
  return csv(GRID_FIELDS, grids.map(({ grid, community, group, groupName, reports, ended }) => [grid.code, grid.name, community.code, community.name, group, groupName, reports, ended]))
}

/** The same of matters that concern people. */
export function peopleCsv({ people }: OpenData): string {
  return csv(PEOPLE_FIELDS, people.map(({ month, streetName, groupCode, groupName, reports }) => [month, streetName, groupCode, groupName, reports]))
}

/** Matters of places as points in the middle of their grid or community (RFC 7946). */
export function placesGeoJson({ asOf, places }: OpenData): object {
  return {
    type: 'FeatureCollection', as_of: asOf, license: LICENCE.name,
    features: places.flatMap(({ grid, community, day, classCode, className, reports, ended }) => {
      const point = (grid ?? community).point
      return point ? [{
        type: 'Feature', geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
        properties: { date: day, grid_code: grid?.code ?? null, grid_name: grid?.name ?? null, community_code: community.code, community_name: community.name, class_code: classCode, class_name: className, reports, ended },
      }] : []
    }),
  }
}

const LICENCE = { name: 'CC-BY-4.0', title: '知识共享 署名 4.0 国际', path: 'https://creativecommons.org/licenses/by/4.0/' } as const

/** What there is, its columns, licence and time (Data Package, specs.frictionlessdata.io). */
export function dataPackage({ asOf, from, to }: OpenData): object {
  return {
    profile: 'tabular-data-package', name: 'street-cases', title: '街道诉求公开数据', created: asOf, licenses: [LICENCE], as_of: asOf, temporal: { start: from, end: to },
    description: `居民和网格员反映的事，只到日期、网格、分类；没有人写的一个字，没有准确的位置，没有单件编号；一个网格一个月同一大类不足 ${LEAST_PLACES} 件的只说到社区。涉及人的事（就学、就业、社保、医疗、民政、纠纷、作风等）只按月和街道计数，不足 ${LEAST_PEOPLE} 件的不公开。传感器和看护产生的案件、要求保密的诉求都不在内。`,
    resources: [
      { name: 'cases', path: 'cases.csv', format: 'csv', encoding: 'utf-8', title: '关于地方的事：日期、网格、分类', schema: { fields: PLACE_FIELDS } },
      { name: 'cases-geo', path: 'cases.geojson', format: 'geojson', encoding: 'utf-8', title: '同上，点在网格（或社区）中央（WGS-84）' },
      { name: 'grids', path: 'grids.csv', format: 'csv', encoding: 'utf-8', title: '关于地方的事：全部日期，按网格、大类', schema: { fields: GRID_FIELDS } },
      { name: 'people', path: 'people.csv', format: 'csv', encoding: 'utf-8', title: '涉及人的事：月份、街道、分类', schema: { fields: PEOPLE_FIELDS } },
    ],
  }
}

function csv(fields: readonly Field[], rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${[fields.map(({ name }) => name), ...rows].map((row) => row.map((cell) => quoted(String(cell))).join(',')).join('\r\n')}\r\n`
}

/** A cell that no program of tables runs. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
