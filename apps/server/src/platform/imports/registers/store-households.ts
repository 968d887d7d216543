import type { Context } from '../../../kernel/context.ts'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { addEntries, addRelations, followRelations, householdsAt, householdRelations, personsCalled, recognise, refreshEntries, standingsOf } from '../../pool/index.ts'
import type { Batch, FollowedRelation } from '../../pool/index.ts'
import type { Outcome, Refused } from '../kind.ts'
import { RowsRefused } from '../kind.ts'
import type { Draft } from './draft.ts'
import { householdAt, place } from './placed.ts'
import type { Households, Placed } from './placed.ts'
import { problemAt } from './problem.ts'
import { standingOf } from './standing.ts'

/** «户主» of the table `kin`. */
const HEAD = '02'

interface Storing {
  readonly batch: Batch
  readonly drafts: readonly Draft[]
  /** What the importer is responsible for. */
  readonly path: string
}

interface Row extends Placed {
  /** The household it is known as. */
  readonly known: string | undefined
  /** Its head as the sheet says; undefined: it says nothing. */
  readonly head: string | undefined
}

/** Enters households with their house and head; a known one is brought up to date. Throws RowsRefused when a relation fails. */
export async function storeHouseholds(tx: Tx, context: Context, { batch, drafts, path }: Storing): Promise<Outcome> {
  const refused: Refused[] = []
  const placed = await place(tx, { register: 'household', drafts, path, refused })
  const here: Households = Map.groupBy(await householdsAt(tx, [...new Set(placed.flatMap(({ house }) => house?.id ?? []))]), ({ houseId }) => houseId)
  const once = new Map(placed.map((row) => [`${row.house?.id} ${numberOf(row.draft) ?? ''}`, row]))
  const found = await withHeads(tx, context, { rows: await identify(tx, { rows: [...once.values()], here, batch, path, refused }), path, refused })
  const rows = await fitting(tx, found, refused)
  const [fresh, known] = [rows.filter((row) => row.known === undefined), rows.flatMap((row) => (row.known === undefined ? [] : [{ ...row, known: row.known }]))]
  const added = await addEntries(tx, context, { batch, register: 'household', entries: fresh.map(({ draft: { row, values, tags }, areaPath, house }) => ({ areaPath, houseId: house?.id ?? null, values: { kind: 'family', ...values }, tags, row: row.number })) })
  const refreshed = await refreshEntries(tx, context, { batch, register: 'household', known: known.map(({ known: id, draft: { row, values, tags } }) => ({ id, values, tags, row: row.number })) })
  const begun = fresh.flatMap(({ head, draft }, at) => (head === undefined ? [] : [{ draft, followed: headed(head, added[at]?.id ?? '', draft) }]))
  const headsOfKnown = await followedHeads(tx, known, batch)
  const results = [...await addRelations(tx, { batch, relations: begun.map(({ followed }) => followed.beginning) }), ...await followRelations(tx, batch, headsOfKnown.map(({ followed }) => followed))]
  const failed = [...begun, ...headsOfKnown].flatMap(({ draft }, at) => (results[at]?.error ? [problemAt(draft, 'headNumber', results[at].error, 'household')] : []))
  if (failed.length > 0) throw new RowsRefused(failed)
  const related = new Set(headsOfKnown.map(({ id }) => id))
  const changed = known.filter(({ known: id }) => refreshed.has(id) || related.has(id)).length
  return { added: fresh.length, changed, repeated: placed.length - once.size + known.length - changed, refused }
}

function numberOf({ values }: Draft): string | undefined {
  return values.number === undefined ? undefined : String(values.number)
}

/** Rows with the household each is known as; where several live and none is named, or the known one is not the importer's, they are refused. */
async function identify(tx: Tx, { rows, here, batch, path, refused }: Omit<Storing, 'drafts'> & { rows: readonly Placed[]; here: Households; refused: Refused[] }): Promise<(Placed & Pick<Row, 'known'>)[]> {
  const ids = meant(rows, here)
  const standings = await standingOf(tx, ids.flatMap((id) => id ?? []), { register: 'household', batch, path })
  return rows.flatMap((row, at) => {
    const several = numberOf(row.draft) === undefined ? (here.get(row.house?.id ?? '')?.length ?? 0) : 0
    const problem = several > 1 ? `这处房屋登记了 ${several} 户，请填写户号` : standings.get(ids[at] ?? '')?.problem
    if (problem) refused.push(problemAt(row.draft, 'number', problem, 'household'))
    return problem ? [] : [{ ...row, known: ids[at] }]
  })
}

/** The household each row means: that of its number, else the only one there when it came without a number; of several rows the first takes it. */
function meant(rows: readonly Placed[], here: Households): (string | undefined)[] {
  const named = rows.map(({ draft, house }) => householdAt(here.get(house?.id ?? ''), numberOf(draft))?.id)
  const taken = new Set(named)
  return rows.map(({ house }, at) => {
    const [only, another] = here.get(house?.id ?? '') ?? []
    if (named[at] !== undefined || !only || another || only.number !== null || taken.has(only.id)) return named[at]
    taken.add(only.id)
    return only.id
  })
}

interface Heading {
  readonly rows: readonly (Placed & Pick<Row, 'known'>)[]
  readonly path: string
  readonly refused: Refused[]
}

/** The persons that the rows call heads: by number, else by name within the building. */
async function withHeads(tx: Tx, context: Context, { rows, path, refused }: Heading): Promise<Row[]> {
  const numbered = rows.filter(({ draft: { beside } }) => beside.headNumber !== undefined)
  const ids = await recognise(tx, context, { register: 'person', entries: numbered.map(({ draft: { beside }, areaPath }) => ({ areaPath, values: { idNumber: String(beside.headNumber).toUpperCase() } })) })
  const standings = await standingsOf(tx, 'person', ids.flatMap((id) => id ?? []))
  const byNumber = new Map(numbered.map((row, at) => [row, ids[at]]))
  const headed: Row[] = []
  for (const row of rows) {
    const { headName, headNumber } = row.draft.beside
    const named = headNumber === undefined && headName !== undefined ? await personsCalled(tx, context, { path: row.areaPath, name: headName }) : [byNumber.get(row) ?? []].flat()
    const [head, another] = named
    const standing = standings.get(head ?? '')
    if (another !== undefined) refused.push(problemAt(row.draft, 'headName', `这栋楼登记了 ${named.length} 位“${headName?.slice(0, 20)}”，请填写户主证件号码`, 'household'))
    else if (head === undefined && (headNumber ?? headName) !== undefined) refused.push(problemAt(row.draft, headNumber === undefined ? 'headName' : 'headNumber', '居民登记里没有这位户主，请先登记，或改正', 'household'))
    else if (standing && standing.state !== 'active') refused.push(problemAt(row.draft, 'headNumber', '这位户主已迁出或注销', 'household'))
    else if (standing && !isWithin(standing.areaPath, path)) refused.push(problemAt(row.draft, 'headNumber', '这位户主登记在别的社区，请由那里办理', 'household'))
    else headed.push({ ...row, head })
  }
  return headed
}

/** Rows whose head is nobody else's and in no other household. */
async function fitting(tx: Tx, rows: readonly Row[], refused: Refused[]): Promise<Row[]> {
  const relations = await householdRelations(tx, { persons: rows.flatMap(({ head }) => head ?? []), households: rows.flatMap(({ known }) => known ?? []) })
  const of = { person: Map.groupBy(relations, ({ fromId }) => fromId), household: Map.groupBy(relations, ({ toId }) => toId) }
  const taken = new Set<string>()
  return rows.filter((row) => {
    if (row.head === undefined) return true
    const isElsewhere = taken.has(row.head) || of.person.get(row.head)?.some(({ toId }) => toId !== row.known) === true
    const isHeaded = row.known !== undefined && of.household.get(row.known)?.some(({ fromId, role }) => role === HEAD && fromId !== row.head) === true
    if (isElsewhere) refused.push(problemAt(row.draft, 'headNumber', '这位户主已登记在另一户，一个人不能同时属于两户；确已迁来的，请先办理迁出', 'household'))
    else if (isHeaded) refused.push(problemAt(row.draft, 'headNumber', '这一户登记的户主是另一个人；户主换了的，请先在户的卡片上结束原来的', 'household'))
    else taken.add(row.head)
    return !isElsewhere && !isHeaded
  })
}

/** Heads that known households do not have yet; who is a member by another name becomes the head, unless that is known of a later day. */
async function followedHeads(tx: Tx, known: readonly (Row & { readonly known: string })[], batch: Batch): Promise<{ id: string; draft: Draft; followed: FollowedRelation }[]> {
  const members = Map.groupBy(await householdRelations(tx, { persons: known.flatMap(({ head }) => head ?? []), households: [] }), ({ fromId }) => fromId)
  return known.flatMap(({ known: id, head, draft }) => {
    if (head === undefined) return []
    const ending = members.get(head) ?? []
    if (ending.some(({ role, asOf }) => role === HEAD || asOf > batch.asOf)) return []
    return [{ id, draft, followed: { ...headed(head, id, draft), ending } }]
  })
}

function headed(person: string, household: string, { row }: Draft): FollowedRelation {
  return { ending: [], beginning: { kind: 'household', role: HEAD, from: { register: 'person', id: person }, to: { register: 'household', id: household } }, row: row.number }
}
