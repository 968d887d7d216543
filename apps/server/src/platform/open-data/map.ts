import type { OpenMap } from '@yihu/contracts'
import { LEAST_PEOPLE, monthOf, monthsAfter, polygonsOf } from '@yihu/domain'
import type { AreaShape } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { areasOf } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { streetOf } from '../imports/index.ts'
import { groupOf, LEAST_PLACES } from './coarsen.ts'
import type { GridRow, PlaceRow } from './coarsen.ts'
import { openDataOf } from './collect.ts'
import type { OpenData } from './collect.ts'

/** About a metre: a border, not a survey. */
const DIGITS = 1e5

const drawn = new WeakMap<OpenData, Map<string | undefined, OpenMap>>()

/** The open data of one street and month, or of all its days, by grid and group of classes. One source: the rows of the open files, drawn once. */
export async function mapOf(context: Context, asked: string | undefined): Promise<OpenMap> {
  const data = await openDataOf(context)
  const known = drawn.get(data) ?? new Map<string | undefined, OpenMap>()
  drawn.set(data, known)
  const map = known.get(asked) ?? (await draw(context, data, asked))
  if (asked === undefined || map.months.includes(asked)) known.set(asked, map)
  return map
}

async function draw(context: Context, data: OpenData, asked: string | undefined): Promise<OpenMap> {
  const [tree, catalogue, street] = await Promise.all([areasOf(context), catalogueOf(context), streetOf(context)])
  const home = tree.byPath(street)
  const communities = tree.childrenOf(home?.code ?? null).filter(({ level }) => level === 'community')
  const codes = new Set(communities.map(({ code }) => code))
  const grids = communities.flatMap(({ code }) => tree.childrenOf(code)).filter(({ level }) => level === 'grid')
  const month = asked ?? null
  const rows = data.places.filter(({ day, community }) => day.startsWith(month ?? '') && codes.has(community.code))
  const cells = month === null ? cellsOfAll(rows, data.grids.filter(({ community }) => codes.has(community.code))) : cellsOf(rows)
  const people = Map.groupBy(data.people.filter((row) => row.month === (month ?? row.month) && row.streetName === home?.name), ({ groupName }) => groupName)
  const groups = [...new Set(cells.map(({ group }) => group))].toSorted()
  return {
    asOf: data.asOf, from: data.from, to: data.to, month, months: monthsOf(data), least: LEAST_PLACES, leastPeople: LEAST_PEOPLE, cells,
    communities: communities.map(({ code, name, geometry }) => ({ code, name, rings: ringsOf(geometry) })),
    grids: grids.map(({ code, name, parent, geometry }) => ({ code, name, community: parent ?? '', rings: ringsOf(geometry) })),
    groups: groups.map((code) => ({ code, name: catalogue.find(code)?.name ?? code })),
    people: [...people].map(([groupName, rows]) => ({ groupName, reports: rows.reduce((total, { reports }) => total + reports, 0) })),
  }
}

/** Every month from the first to the last day, `YYYY-MM`. */
function monthsOf({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const months: string[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = monthsAfter(month, 1)) months.push(month)
  return months
}

function cellsOf(rows: readonly PlaceRow[]): OpenMap['cells'] {
  const cells = Map.groupBy(rows, ({ classCode, grid, community }) => `${groupOf(classCode)} ${community.code} ${grid?.code ?? ''}`)
  return [...cells.values()].flatMap((of) => {
    const [first] = of
    if (!first) return []
    return [{ group: groupOf(first.classCode), grid: first.grid?.code ?? null, community: first.community.code, reports: sumOf(of, 'reports'), ended: sumOf(of, 'ended') }]
  })
}

/** Without a month the grids are those of the file by grid; what they leave of a community is its rest. */
function cellsOfAll(rows: readonly PlaceRow[], grids: readonly GridRow[]): OpenMap['cells'] {
  const named = grids.map(({ grid, community, group, reports, ended }) => ({ group, grid: grid.code, community: community.code, reports, ended }))
  const rest = cellsOf(rows.map((row) => ({ ...row, grid: null }))).map((whole) => {
    const less = named.filter(({ community, group }) => community === whole.community && group === whole.group)
    return { ...whole, reports: whole.reports - sumOf(less, 'reports'), ended: whole.ended - sumOf(less, 'ended') }
  })
  return [...named, ...rest.filter(({ reports }) => reports > 0)]
}

function sumOf(rows: readonly { readonly reports: number; readonly ended: number }[], what: 'reports' | 'ended'): number {
  return rows.reduce((total, row) => total + row[what], 0)
}

function ringsOf(geometry: AreaShape | null): [number, number][][] {
  const near = (degrees: number) => Math.round(degrees * DIGITS) / DIGITS
  return geometry ? polygonsOf(geometry).flatMap(([outer]) => (outer ? [outer.map(([lon, lat]): [number, number] => [near(lon), near(lat)])] : [])) : []
}
