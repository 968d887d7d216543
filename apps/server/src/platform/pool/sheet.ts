import type { RegisterQuery, SheetColumn, SheetTemplate } from '@yihu/contracts'
import { FACT_STATES, fieldsOf, sourceName } from '@yihu/domain'
import type { PlaceCount, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex, ChainLink } from '../areas/index.ts'
import { wordsOf } from './around.ts'
import type { Words } from './around.ts'
import { countEntries, countEntriesByPlace, inConflict, listEntries, notContacted } from './repo-entry.ts'
import type { EntryFilter, StoredEntry } from './repo-entry.ts'
import { insertAccesses } from './repo-privacy.ts'
import { homesOf } from './repo-relation.ts'
import { ageOf, homeText, personalOf, textOfValue } from './show-person.ts'

/** Registers whose entries stand somewhere: organisations at a point of their own, houses in the middle of their building. */
function hasPlaces(register: Register): boolean {
  return register === 'house' || register === 'organisation'
}

/** The columns of a sheet of one register. */
export function registerColumns(register: Register): string[] {
  return [
    '所在', ...(register === 'person' ? ['住处'] : []), ...Object.values(fieldsOf(register)).map(({ label }) => label), '标签', '数据来源', '数据日期', '核实情况', ...(hasPlaces(register) ? ['经度', '纬度'] : []),
  ]
}

function filterOf({ of, area, tag, residence, political, use, kind, partyLevel, plateKind, conflict, uncontacted }: RegisterQuery): Omit<EntryFilter, 'limit' | 'after'> {
  return {
    area, tag, equal: { state: 'active', ...(of === 'person' ? { residence, political } : of === 'house' ? { use } : of === 'organisation' ? { kind, party_level: partyLevel } : of === 'household' ? { kind } : { plate_kind: plateKind }) },
    where: [...(of === 'person' && conflict === 'true' ? [inConflict()] : []), ...(of === 'household' && uncontacted === 'true' ? [notContacted()] : [])],
  }
}

/** How long a register is as it is narrowed, counted no further than `most`. */
export async function registerLength(tx: Tx, query: RegisterQuery, most: number): Promise<number> {
  return countEntries(tx, query.of, { ...filterOf(query), limit: most })
}

/** The same of all places, by the smallest that holds the entries. */
export async function registerByPlace(tx: Tx, query: RegisterQuery): Promise<PlaceCount[]> {
  return countEntriesByPlace(tx, query.of, filterOf(query))
}

interface Taking {
  readonly query: RegisterQuery
  /** The sheet to fill; null: all columns of the register. */
  readonly template: SheetTemplate | null
  readonly isMasked: boolean
  readonly size: number
  readonly most: number
  /** Who takes it out, for the list of each person. */
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** The rows of a sheet, page by page; people's data covered unless a second person agreed, which each person can be told. */
export async function* registerRows(tx: Tx, context: Context, { query, template, isMasked, size, most, by, purpose }: Taking): AsyncGenerator<string[][]> {
  const words = await wordsOf(tx, context)
  const tree = await areasOf(context)
  let after: EntryFilter['after']
  for (let read = 0; read < most; read += size) {
    const found = await listEntries(tx, query.of, { ...filterOf(query), after, limit: Math.min(size, most - read) })
    const page = found.slice(0, size)
    const homes = query.of === 'person' ? await homesOf(tx, page.map(({ id }) => id)) : undefined
    yield page.map((entry) => {
      const door = homes?.get(entry.id)
      const home = door && (isMasked ? '***' : homeText(door))
      if (template) return filled(context, { entry, template, isMasked, words, chain: tree.chainOf(entry.areaPath), home: home ?? '' })
      return [words.areaName(entry.areaPath), ...(homes ? [home ?? ''] : []), ...cellsOf(context, entry, isMasked), entry.tags.map(words.tagName).join('、'), sourceName(entry.facts['*']?.[0] ?? ''), ...factCells(entry), ...(hasPlaces(query.of) ? pointCells(entry, tree) : [])]
    })
    if (query.of === 'person' && !isMasked) {
      const at = context.clock.now()
      await insertAccesses(tx, page.map((entry) => ({ personId: entry.id, areaPath: entry.areaPath, at, by, what: 'export', fields: personalFields(template), purpose })))
    }
    const last = page.at(-1)
    if (!last || found.length <= size) return
    after = { path: last.areaPath, id: last.id }
  }
}

/** What of a person stands on the sheet. */
function personalFields(template: SheetTemplate | null): string[] {
  const taken = template?.columns.map(({ field }) => field)
  return Object.entries(fieldsOf('person')).filter(([name, { isPersonal }]) => isPersonal && (taken === undefined || taken.includes(name))).map(([name]) => name)
}

interface Filling {
  readonly entry: StoredEntry
  readonly template: SheetTemplate
  readonly isMasked: boolean
  readonly words: Words
  readonly chain: readonly ChainLink[]
  readonly home: string
}

/** The cells of another office's sheet. */
function filled(context: Context, { entry, template, isMasked, words, chain, home }: Filling): string[] {
  const values = { ...entry.plain, ...personalOf(context, entry) }
  const [asOf, verified] = factCells(entry)
  const level = (wanted: string): string => chain.find((link) => link.level === wanted)?.name ?? ''
  const age = ageOf(entry.birthMonth, context.clock.now())
  const around: Readonly<Record<string, string>> = {
    area: words.areaName(entry.areaPath), community: level('community'), grid: level('grid'), home, age: age === null ? '' : String(age), tags: entry.tags.map((code) => words.tagName(code)).join('、'), asOf, verified,
  }
  return template.columns.map((column) => {
    const value = values[column.field]
    return around[column.field] ?? (value === undefined ? '' : written(entry, column, { value: String(value), isMasked }))
  })
}

/** A value as that office writes it; what is personal is masked whatever the template says. */
function written({ register }: StoredEntry, { field, codes, translate }: SheetColumn, { value, isMasked }: { value: string; isMasked: boolean }): string {
  const known = fieldsOf(register)[field]
  if (known?.isPersonal && isMasked) return textOfValue(register, field, { value })
  return translate[value] ?? (codes === 'code' && known?.table ? value : textOfValue(register, field, { value, isClear: true }))
}

function cellsOf(context: Context, entry: StoredEntry, isMasked: boolean): string[] {
  const values = { ...entry.plain, ...personalOf(context, entry) }
  return Object.keys(fieldsOf(entry.register)).map((field) => (values[field] === undefined ? '' : textOfValue(entry.register, field, { value: String(values[field]), isClear: !isMasked })))
}

/** Longitude and latitude, WGS-84. */
function pointCells({ register, areaPath, lon, lat }: StoredEntry, tree: AreaIndex): [string, string] {
  const point = register === 'house' ? tree.byPath(areaPath)?.point : lon === null || lat === null ? null : { lon, lat }
  return point ? [String(point.lon), String(point.lat)] : ['', '']
}

/** Of when most of it is, and how far it was checked. */
function factCells({ facts }: StoredEntry): [string, string] {
  const [, asOf = '', state = ''] = facts['*'] ?? []
  return [asOf, Object.hasOwn(FACT_STATES, state) ? FACT_STATES[state as keyof typeof FACT_STATES] : state] // checked on the left
}
