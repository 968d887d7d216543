import type { RegisterQuery } from '@yihu/contracts'
import { FACT_STATES, fieldsOf } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import { countEntries, inConflict, listEntries, notContacted } from './repo-entry.ts'
import type { EntryFilter, StoredEntry } from './repo-entry.ts'
import { insertAccesses } from './repo-privacy.ts'
import { homesOf } from './repo-relation.ts'
import { homeText, personalOf, textOfValue } from './show-person.ts'

/** The columns of a sheet of one register. */
export function registerColumns(register: Register): string[] {
  return ['所在', ...(register === 'person' ? ['住处'] : []), ...Object.values(fieldsOf(register)).map(({ label }) => label), '标签', '数据日期', '核实情况']
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

interface Taking {
  readonly query: RegisterQuery
  readonly isMasked: boolean
  readonly size: number
  readonly most: number
  /** Who takes it out, for the list of each person. */
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** The rows of a sheet, page by page; people's data covered unless a second person agreed, which each person can be told. */
export async function* registerRows(tx: Tx, context: Context, { query, isMasked, size, most, by, purpose }: Taking): AsyncGenerator<string[][]> {
  const words = await wordsOf(tx, context)
  let after: EntryFilter['after']
  for (let read = 0; read < most; read += size) {
    const found = await listEntries(tx, query.of, { ...filterOf(query), after, limit: Math.min(size, most - read) })
    const page = found.slice(0, size)
    const homes = query.of === 'person' ? await homesOf(tx, page.map(({ id }) => id)) : undefined
    yield page.map((entry) => {
      const home = homes?.get(entry.id)
      return [words.areaName(entry.areaPath), ...(homes ? [home ? homeText(home) : ''] : []), ...cellsOf(context, entry, isMasked), entry.tags.map(words.tagName).join('、'), ...factCells(entry)]
    })
    if (query.of === 'person' && !isMasked) {
      const at = context.clock.now()
      await insertAccesses(tx, page.map((entry) => ({ personId: entry.id, areaPath: entry.areaPath, at, by, what: 'export', fields: personalFields(), purpose })))
    }
    const last = page.at(-1)
    if (!last || found.length <= size) return
    after = { path: last.areaPath, id: last.id }
  }
}

function personalFields(): string[] {
  return Object.entries(fieldsOf('person')).filter(([, { isPersonal }]) => isPersonal).map(([name]) => name)
}

function cellsOf(context: Context, entry: StoredEntry, isMasked: boolean): string[] {
  const values = { ...entry.plain, ...personalOf(context, entry) }
  return Object.keys(fieldsOf(entry.register)).map((field) => (values[field] === undefined ? '' : textOfValue(entry.register, field, { value: String(values[field]), isClear: !isMasked })))
}

/** Of when most of it is, and how far it was checked. */
function factCells({ facts }: StoredEntry): [string, string] {
  const [, asOf = '', state = ''] = facts['*'] ?? []
  return [asOf, Object.hasOwn(FACT_STATES, state) ? FACT_STATES[state as keyof typeof FACT_STATES] : state] // checked on the left
}
