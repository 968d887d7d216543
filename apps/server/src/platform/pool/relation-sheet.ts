import type { RelationQuery } from '@yihu/contracts'
import { RELATION_KINDS, relationKind, sourceName } from '@yihu/domain'
import type { Register, RelationEnd, RelationKindName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import { entriesOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { insertAccesses } from './repo-privacy.ts'
import { countStandingRelations, pageOfRelations } from './repo-relation.ts'
import type { StoredRelation } from './repo-relation.ts'
import { homeText, personalOf, textOfValue } from './show-person.ts'

/** The columns of a sheet of relations: those by which they are brought in again. */
export const RELATION_COLUMNS = ['关系', '身份', '姓名或名称', '证件号码或信用代码', '对方', '对方号码', '开始日期', '数据来源'] as const

const OUT_OF_SIGHT = '其他区域的登记'
const COVERED = '***'
const LOOKED_UP = ['person', 'household', 'organisation', 'vehicle', 'house'] as const satisfies readonly Register[]

/** How many relations stand, counted no further than `most`. */
export async function relationLength(tx: Tx, { area, kind }: RelationQuery, most: number): Promise<number> {
  return countStandingRelations(tx, { area, kind, most })
}

interface Taking {
  readonly query: RelationQuery
  readonly isMasked: boolean
  readonly size: number
  readonly most: number
  /** Who takes it out, for the list of each person. */
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** The rows of a sheet of relations that stand, page by page; people and doors covered unless a second person agreed, which each person can be told. */
export async function* relationRows(tx: Tx, context: Context, { query: { area, kind }, isMasked, size, most, by, purpose }: Taking): AsyncGenerator<string[][]> {
  const { areaName } = await wordsOf(tx, context)
  let after: string | undefined
  for (let read = 0; read < most; read += size) {
    const limit = Math.min(size, most - read)
    const found = await pageOfRelations(tx, { area, kind, after, limit: limit + 1 })
    const page = found.slice(0, limit)
    const entries = await endsOf(tx, page)
    const told = (register: RelationEnd, id: string): readonly [string, string] => (register === 'area' ? [areaName(id), ''] : endCells(context, { entry: entries.get(id), entries, areaName, isMasked }))
    yield page.map((one) => [
      kindName(one.kind), roleName(one), ...told(one.from_register, one.from_id), ...told(one.to_register, one.to_id ?? one.to_path ?? ''), one.since ?? '', sourceName(one.source),
    ])
    if (!isMasked) {
      const at = context.clock.now()
      const people = [...entries.values()].filter(({ register }) => register === 'person')
      await insertAccesses(tx, people.map((person) => ({ personId: person.id, areaPath: person.areaPath, at, by, what: 'export', fields: ['name', 'idNumber'], purpose })))
    }
    if (found.length <= limit) return
    after = page.at(-1)?.id
  }
}

function kindName(kind: string): string {
  return Object.hasOwn(RELATION_KINDS, kind) ? relationKind(kind as RelationKindName).label : kind // checked on the left
}

function roleName({ kind, role }: StoredRelation): string {
  return Object.hasOwn(RELATION_KINDS, kind) ? (relationKind(kind as RelationKindName).roles[role] ?? role) : role // checked on the left
}

/** The entries at the ends of these relations, and the houses of the households among them. */
async function endsOf(tx: Tx, page: readonly StoredRelation[]): Promise<Map<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>()
  for (const register of LOOKED_UP) {
    const ids = page.flatMap((one) => [...(one.from_register === register ? [one.from_id] : []), ...(one.to_register === register && one.to_id ? [one.to_id] : [])])
    const dwellings = register === 'house' ? [...entries.values()].flatMap(({ houseId }) => houseId ?? []) : []
    for (const entry of await entriesOf(tx, register, [...new Set([...ids, ...dwellings])])) entries.set(entry.id, entry)
  }
  return entries
}

interface EndCells {
  readonly entry: StoredEntry | undefined
  readonly entries: ReadonlyMap<string, StoredEntry>
  readonly areaName: (path: string) => string
  readonly isMasked: boolean
}

/** Name and number of one end, as a sheet that is brought in names it. */
function endCells(context: Context, { entry, entries, areaName, isMasked }: EndCells): readonly [string, string] {
  if (!entry) return [OUT_OF_SIGHT, '']
  const values = { ...entry.plain, ...personalOf(context, entry) }
  const said = (field: string): string => (values[field] === undefined ? '' : textOfValue(entry.register, field, { value: String(values[field]), isClear: !isMasked }))
  if (entry.register === 'person') return [said('name'), said('idNumber')]
  if (entry.register === 'organisation') return [said('name'), said('creditCode')]
  if (entry.register === 'vehicle') return [said('plate'), said('plate')]
  const house = entry.register === 'house' ? entry : entries.get(entry.houseId ?? '')
  if (!house) return [areaName(entry.areaPath), '']
  if (isMasked) return [`${areaName(house.areaPath)} ${COVERED}`, COVERED]
  return [`${areaName(house.areaPath)}${homeText({ unit: String(house.plain.unit ?? ''), room: String(house.plain.room ?? '') })}`, String(house.plain.code ?? '')]
}
