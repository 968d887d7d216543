import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { addEntries, addRelations, closeEmptied, followMoves, householdsAt, livingsOf, recognise, refreshEntries } from '../../pool/index.ts'
import type { Batch, FollowedMove, Living, NewRelation } from '../../pool/index.ts'
import type { Outcome, Refused } from '../kind.ts'
import { RowsRefused } from '../kind.ts'
import type { Draft } from './draft.ts'
import { numberHouseholds } from './household-numbers.ts'
import { householdAt, place } from './placed.ts'
import type { Households, Known, Placed } from './placed.ts'
import { problemAt } from './problem.ts'
import { isBack, standingOf } from './standing.ts'

interface Storing {
  readonly batch: Batch
  readonly drafts: readonly Draft[]
  /** What the importer is responsible for. */
  readonly path: string
}

/** Enters persons with home and household; who is known is brought up to date. Throws RowsRefused when a relation fails. */
export async function storePersons(tx: Tx, context: Context, { batch, drafts, path }: Storing): Promise<Outcome> {
  const refused: Refused[] = []
  const placed = await place(tx, { register: 'person', drafts, path, refused })
  const households = await householdsAt(tx, [...new Set(placed.flatMap(({ house }) => house?.id ?? []))])
  for (const { id, areaPath } of [...households, ...placed.flatMap(({ house }) => house ?? [])]) batch.places.set(id, areaPath)
  const { atHouse, named, people } = numberHouseholds(await identify(tx, context, { placed, batch, path, refused }), { households, refused })
  await refreshEntries(tx, context, { batch, register: 'household', known: named })
  const known = people.filter((one) => {
    const other = elsewhere(one, { households: atHouse, batch })
    if (other) refused.push(problemAt(one.draft, 'householdNumber', '此人已登记在另一户，一个人不能同时属于两户；确已迁来的，请先办理迁出'))
    return !other
  })
  const fresh = known.filter(({ personId }) => personId === undefined)
  const added = await addEntries(tx, context, { batch, register: 'person', entries: fresh.map(({ draft: { row, values, tags, prepared }, areaPath }) => ({ areaPath, values, tags, prepared, row: row.number })) })
  const addedAs = new Map(fresh.map((one, at) => [one, added[at]?.id ?? '']))
  const ids = new Map(known.map((one) => [one, one.personId ?? addedAs.get(one) ?? '']))
  const old = known.flatMap(({ personId, draft: { row, values, filled, tags } }) => (personId === undefined ? [] : [{ id: personId, values, filled, tags, row: row.number }]))
  const refreshed = await refreshEntries(tx, context, { batch, register: 'person', known: old })
  const moves = movesOf(known, { households: atHouse, batch })
  await followMoves(tx, batch, [...moves.values()])
  const rows = known.filter((one) => moves.has(one) || !livesLater(one, batch)).map((one) => ({ ...one, livings: one.livings.filter((living) => !moves.get(one)?.leaving.includes(living)), id: ids.get(one) ?? '' }))
  const related = await relateAll(tx, context, { batch, households: atHouse, rows })
  await closeEmptied(tx, [...moves.values()].flatMap(({ leaving }) => leaving.flatMap(({ kind, toId }) => (kind === 'household' ? [toId] : []))), batch)
  const changed = known.filter((one) => one.personId !== undefined && (refreshed.has(one.personId) || related.has(one.personId) || moves.has(one))).length
  const isNew = added.filter((one) => one.isNew).length
  return { added: isNew, changed, repeated: known.length - isNew - changed, refused }
}

async function identify(tx: Tx, context: Context, { placed, batch, path, refused }: Pick<Storing, 'batch' | 'path'> & { placed: readonly Placed[]; refused: Refused[] }): Promise<Known[]> {
  const ids = await recognise(tx, context, { register: 'person', batch, entries: placed.map(({ draft: { values, prepared }, areaPath }) => ({ values, areaPath, prepared })) })
  const livings = Map.groupBy(await livingsOf(tx, ids.flatMap((id) => id ?? [])), ({ personId }) => personId)
  const standings = await standingOf(tx, ids.flatMap((id) => id ?? []), { register: 'person', batch, path })
  const rowsOf = Map.groupBy(placed.map(({ named }, at) => ({ named, id: ids[at] })), ({ id }) => id)
  return placed.flatMap((one, at) => {
    const standing = standings.get(ids[at] ?? '')
    if (standing?.problem) refused.push(problemAt(one.draft, 'idNumber', standing.problem))
    return standing?.problem ? [] : [{ ...one, named: ids[at] === undefined ? one.named : new Set(rowsOf.get(ids[at])?.flatMap(({ named }) => [...named])), personId: ids[at], standing, livings: livings.get(ids[at] ?? '') ?? [] }]
  })
}

function saysHousehold({ draft: { beside } }: Placed): boolean {
  return beside.householdNumber !== undefined || beside.kin !== undefined
}

/** The household of the house a row means; undefined: it begins one. */
function householdOf({ draft: { beside }, house }: Placed, households: Households): string | undefined {
  return householdAt(households.get(house?.id ?? ''), beside.householdNumber)?.id
}

interface Looking {
  readonly households: Households
  readonly batch: Batch
}

/** Where the sheet says that known persons live now, by the row that says it; somebody comes back once. */
function movesOf(known: readonly Known[], looking: Looking): Map<Known, FollowedMove> {
  const moves = new Map<Known, FollowedMove>()
  const back = new Set<string>()
  for (const one of known) {
    const move = moveOf(one, looking)
    if (!move || back.has(move.personId)) continue
    if (move.isBack) back.add(move.personId)
    moves.set(one, move)
  }
  return moves
}

/** Where a row says a known person lives now; undefined: where they lived, or something of a later day is known. A home that the sheet names stays one. */
function moveOf(one: Known, { households, batch }: Looking): FollowedMove | undefined {
  const { draft, areaPath, house, named, personId, standing, livings } = one
  if (personId === undefined || !standing) return undefined
  const isReturn = isBack(standing, batch)
  const homes = livings.filter(({ kind }) => kind === 'resides')
  const staying = homes.filter(({ toId }) => named.has(toId))
  if (!isReturn && (staying.length > 0 || standing.state !== 'active')) return undefined
  if (!isReturn && standing.areaPath === areaPath && (house === null || homes.length === 0)) return undefined
  const leaving = livings.filter((living) => (living.kind === 'resides' ? !staying.includes(living) : leaves(living)))
  if (leaving.some(({ asOf }) => asOf > batch.asOf)) return undefined
  return { personId, from: standing.areaPath, to: areaPath, houseId: staying.some(({ toId }) => toId === house?.id) ? null : (house?.id ?? null), leaving, isBack: isReturn, row: draft.row.number }

  function leaves({ toId, houseId }: Living): boolean {
    const isLeft = homes.some((home) => home.toId === houseId && !staying.includes(home))
    return isLeft || (isReturn && (houseId === null || !named.has(houseId) || (saysHousehold(one) && toId !== householdOf(one, households))))
  }
}

/** Whether a person is known, of a later day than the sheet's, to live elsewhere or to be gone. */
function livesLater({ house, standing, livings }: Known, { asOf }: Batch): boolean {
  const homes = livings.filter(({ kind }) => kind === 'resides')
  const isElsewhere = homes.length > 0 && !homes.some(({ toId }) => toId === house?.id)
  return standing !== undefined && (standing.state !== 'active' || (isElsewhere && homes.some((home) => home.asOf > asOf)))
}

/** Whether the person is in another household than the one the row says. */
function elsewhere(one: Known, { households, batch }: Looking): boolean {
  if (one.standing && isBack(one.standing, batch)) return false
  const now = one.livings.filter(({ kind }) => kind === 'household')
  return saysHousehold(one) && now.length > 0 && !now.some(({ toId }) => toId === householdOf(one, households))
}

interface Relating extends Looking {
  readonly rows: readonly (Known & { readonly id: string })[]
}

/** @returns the persons who gained a relation */
async function relateAll(tx: Tx, context: Context, { batch, households, rows }: Relating): Promise<Set<string>> {
  const wanted: { draft: Draft; relation: NewRelation }[] = []
  for (const { draft, house, id, livings } of rows) {
    if (!house || livings.some(({ kind, toId }) => kind === 'resides' && toId === house.id)) continue
    wanted.push({ draft, relation: { kind: 'resides', role: draft.beside.houseRole ?? 'other', from: { register: 'person', id }, to: { register: 'house', id: house.id } } })
  }
  const members = rows.filter((row) => row.house && saysHousehold(row) && !row.livings.some(({ kind }) => kind === 'household'))
  const begun = await beginHouseholds(tx, context, { batch, households, rows: members })
  for (const row of members) {
    const to = householdOf(row, households) ?? householdOf(row, begun)
    if (to) wanted.push({ draft: row.draft, relation: { kind: 'household', role: row.draft.beside.kin ?? '90', from: { register: 'person', id: row.id }, to: { register: 'household', id: to } } })
  }
  const results = await addRelations(tx, { batch, relations: wanted.map(({ relation }) => relation) })
  const failed = wanted.flatMap(({ draft }, at) => (results[at]?.error ? [problemAt(draft, 'home', results[at].error)] : []))
  if (failed.length > 0) throw new RowsRefused(failed)
  return new Set(wanted.map(({ relation }) => relation.from.id))
}

async function beginHouseholds(tx: Tx, context: Context, { batch, households, rows }: Relating): Promise<Households> {
  const missing = rows.filter((row) => householdOf(row, households) === undefined)
  const firsts = [...new Map(missing.map((row) => [`${row.house?.id}|${row.draft.beside.householdNumber ?? ''}`, row])).values()]
  const added = await addEntries(tx, context, {
    batch, register: 'household',
    entries: firsts.map(({ areaPath, house, draft: { beside } }) => ({ areaPath, houseId: house?.id ?? null, values: { kind: 'family', ...(beside.householdNumber ? { number: beside.householdNumber } : {}) } })),
  })
  const begun = firsts.map(({ areaPath, house, draft: { beside } }, at) => ({ id: added[at]?.id ?? '', houseId: house?.id ?? '', number: beside.householdNumber ?? null, areaPath }))
  return Map.groupBy(begun, ({ houseId }) => houseId)
}
