import type { FieldTable } from './fields.ts'

/** What each column means, by its index; columns that are not taken are null. */
export type Mapping = readonly { readonly index: number; readonly field: string | null }[]

/** A name of four characters may carry words in front: 12345工单编号. */
const SHORTEST_END = 4
const HALF_A_RANK = 0.5
const LONGEST_HEADER = 20

type Ranks = ReadonlyMap<string, { readonly field: string; readonly rank: number }>

const known = new WeakMap<FieldTable, Ranks>()

function ranksOf(fields: FieldTable): Ranks {
  const ranks = known.get(fields) ?? new Map(Object.entries(fields).flatMap(([field, { names }]) => names.map((name, rank) => [plain(name), { field, rank }] as const)))
  known.set(fields, ranks)
  return ranks
}

function find(ranks: Ranks, header: string): { field: string; rank: number } | undefined {
  const name = plain(header)
  const exact = ranks.get(name)
  if (exact) return exact
  for (const [end, { field, rank }] of ranks) {
    if (end.length >= SHORTEST_END && /^[\u4E00-\u9FFF]+$/u.test(end) && name.endsWith(end)) return { field, rank: rank + HALF_A_RANK }
  }
  return undefined
}

/** A header without what does not matter: brackets, stars, blanks, full-width forms. */
export function plain(header: string): string {
  return header.normalize('NFKC').toLowerCase().replaceAll(/\([^)]*\)|\[[^\]]*\]|[\s*:_\-·、]/gu, '')
}

/** How many different meanings the cells of a row name: the header of a sheet scores best. */
export function scoreHeader(fields: FieldTable): (cells: readonly string[]) => number {
  const ranks = ranksOf(fields)
  return (cells) => new Set(cells.flatMap((cell) => (cell.length <= LONGEST_HEADER ? find(ranks, cell)?.field ?? [] : []))).size
}

/** What each column of a header probably means; of several columns with one meaning the best name wins. */
export function guessMapping(fields: FieldTable, header: readonly string[]): Mapping {
  const ranks = ranksOf(fields)
  const found = header.map((name, index) => ({ index, match: find(ranks, name) }))
  const winners = new Map<string, { index: number; rank: number }>()
  for (const { index, match } of found) {
    const best = match && winners.get(match.field)
    if (match && (!best || match.rank < best.rank)) winners.set(match.field, { index, rank: match.rank })
  }
  return found.map(({ index, match }) => ({ index, field: match && winners.get(match.field)?.index === index ? match.field : null }))
}

/** The column of each field. */
export function columnsOf(mapping: Mapping): ReadonlyMap<string, number> {
  return new Map(mapping.flatMap(({ index, field }) => (field ? [[field, index] as const] : [])))
}

/** 0 → A, 27 → AB. */
export function letterOf(index: number): string {
  return (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** How people call a column. */
export function columnName(header: readonly string[], index: number): string {
  return header[index] || `第 ${letterOf(index)} 列`
}
