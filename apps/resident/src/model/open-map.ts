import type { OpenMap } from '../api.ts'

/** Matters of a place, of the kind that was chosen. */
export interface Sum {
  readonly code: string
  readonly name: string
  readonly reports: number
  readonly ended: number
}

/** 「2026年5月」. */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return `${year}年${number}月`
}

/** All matters by community, most first; `group` undefined: all kinds together. */
export function communitySums({ cells, communities }: Pick<OpenMap, 'cells' | 'communities'>, group: string | undefined): Sum[] {
  return sums(communities, cells.filter((cell) => group === undefined || cell.group === group).map((cell) => ({ ...cell, at: cell.community })))
}

/** Matters of a community by grid, most first, as far as a grid is named. */
export function gridSums({ cells, grids }: Pick<OpenMap, 'cells' | 'grids'>, { group, community }: { readonly group: string | undefined; readonly community: string }): Sum[] {
  const wanted = cells.filter((cell) => cell.community === community && (group === undefined || cell.group === group))
  return sums(grids, wanted.flatMap((cell) => (cell.grid === null ? [] : [{ ...cell, at: cell.grid }])))
}

interface Counted {
  readonly at: string
  readonly reports: number
  readonly ended: number
}

function sums(places: readonly { readonly code: string; readonly name: string }[], cells: readonly Counted[]): Sum[] {
  return places
    .map(({ code, name }) => {
      const here = cells.filter(({ at }) => at === code)
      return { code, name, reports: total(here.map(({ reports }) => reports)), ended: total(here.map(({ ended }) => ended)) }
    })
    .filter(({ reports }) => reports > 0)
    .sort((a, b) => b.reports - a.reports)
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

const MOST_SHADES = 4

/** From how many matters on ground is drawn one step darker: a quarter of these places each, fewer where many are alike. */
export function stepsOf(counts: readonly number[]): number[] {
  const sorted = [...counts].sort((a, b) => a - b)
  const quarters = Array.from({ length: MOST_SHADES }, (_, at) => sorted[Math.floor((at * sorted.length) / MOST_SHADES)])
  return [...new Set(quarters.filter((step) => step !== undefined))]
}

/** 0: none told; then the darker, the more. */
export function shadeOf(reports: number, steps: readonly number[]): number {
  return steps.filter((least) => reports >= least).length
}

type Line = readonly (readonly [number, number])[]

/** A piece of ground in degrees as the square of a drawing. */
export interface Frame {
  readonly west: number
  readonly north: number
  /** Degrees of latitude across. */
  readonly side: number
  /** How much narrower a degree of longitude is here. */
  readonly squeeze: number
}

/** Drawing units across a frame. */
export const SIDE = 1000

/** The smallest square around these lines, with a little air; undefined where there are none. */
export function frameOf(lines: readonly Line[]): Frame | undefined {
  const points = lines.flat()
  if (points.length === 0) return undefined
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)]
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [wide, high] = [(east - west) * squeeze, north - south]
  const side = Math.max(wide, high) * 1.04
  return { west: west - (side - wide) / 2 / squeeze, north: north + (side - high) / 2, side, squeeze }
}

/** Where a point lies in a drawing of `SIDE` units. */
export function placeIn({ west, north, side, squeeze }: Frame, [lon, lat]: readonly [number, number]): readonly [number, number] {
  const scale = SIDE / side
  return [Math.round((lon - west) * squeeze * scale * 10) / 10, Math.round((north - lat) * scale * 10) / 10]
}

/** Lines as the path of an SVG. */
export function pathOf(frame: Frame, lines: readonly Line[]): string {
  return lines.map((line) => `M${line.map((point) => placeIn(frame, point).join(' ')).join('L')}Z`).join('')
}

/** The middle of the box around lines. */
export function middleOf(lines: readonly Line[]): readonly [number, number] {
  const points = lines.flat()
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return [middle(points.map(([lon]) => lon)), middle(points.map(([, lat]) => lat))]
}
