import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { addRelations } from './add-relations.ts'
import type { AddedRelation, NewRelation } from './add-relations.ts'
import type { Batch } from './batch.ts'
import { reasonOf } from './refresh.ts'
import { tellRelations } from './relate.ts'
import { placesOf } from './repo-bulk.ts'
import { movePersons } from './repo-entry.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import type { Mention } from './repo-history.ts'
import type { Living, StandingRelation } from './repo-known.ts'
import { closeRelations, settlePlaces } from './repo-relation.ts'

/** A known person who, by a sheet of a later day, lives elsewhere now. */
export interface FollowedMove {
  readonly personId: string
  readonly from: string
  readonly to: string
  /** Where they live from now on; null: only the building is known, or they live where they lived. */
  readonly houseId: string | null
  /** Homes and households that end with the day of the sheet. */
  readonly leaving: readonly Living[]
  /** Had left, and is in the sheet again. */
  readonly isBack: boolean
  readonly row: number
}

/** Brings known persons to where a sheet says they live: what was ends, the new relations are the caller's to add. Of somebody with two moves the last one counts. */
export async function followMoves(tx: Tx, batch: Batch, moves: readonly FollowedMove[]): Promise<void> {
  if (moves.length === 0) return
  const { at, by, source, asOf } = batch
  await closeRelations(tx, moves.flatMap(({ leaving }) => leaving.map(({ id }) => id)), { until: asOf, at })
  const last = new Map(moves.map((move) => [move.personId, move]))
  await movePersons(tx, [...last.values()].map(({ personId, to, isBack }) => ({ id: personId, path: to, isBack })), { at, since: asOf })
  for (const { personId, to } of moves) batch.places.set(personId, to)
  await insertChanges(tx, moves.map(({ personId, from, to, houseId, leaving, isBack, row }) => {
    const home = leaving.find(({ kind }) => kind === 'resides')
    return {
      id: newId(at.getTime()), areaPath: to, register: 'person', entryId: personId, what: 'move', at, by, source, reason: reasonOf(batch, row),
      changes: { ...(from === to ? {} : { [HISTORY_KEYS.area]: [from, to] as const }), ...(houseId ? { [HISTORY_KEYS.home]: [home ? houseMention(home.toId) : '', houseMention(houseId)] as const } : {}), ...(isBack ? { [HISTORY_KEYS.state]: ['left', 'active'] as const } : {}) },
    }
  }))
  await settlePlaces(tx, [...last.keys()])
}

function houseMention(id: string): Mention {
  return { says: '', register: 'house', id }
}

/** A relation of a known entry that a sheet says otherwise: the old ones end with the sheet's day, the new one begins. */
export interface FollowedRelation {
  readonly ending: readonly StandingRelation[]
  readonly beginning: NewRelation
  readonly row: number
}

/** Replaces relations of known entries; what became of each new one, in their order. */
export async function followRelations(tx: Tx, batch: Batch, followed: readonly FollowedRelation[]): Promise<AddedRelation[]> {
  const ends = followed.flatMap(({ ending, beginning: { from, to } }) => [from.id, ...('id' in to ? [to.id] : []), ...ending.flatMap(({ fromId, toId }) => [fromId, toId])])
  const places = await placesOf(tx, [...new Set(ends)])
  await closeRelations(tx, followed.flatMap(({ ending }) => ending.map(({ id }) => id)), { until: batch.asOf, at: batch.at })
  await tellRelations(tx, followed.flatMap(({ ending, beginning: { kind, role, from, to }, row }) => {
    const telling = { kind, areaPath: batch.areaPath, places, at: batch.at, by: batch.by, source: batch.source, reason: reasonOf(batch, row) }
    return [
      ...ending.map((one) => ({ ...telling, role: one.role, from: { register: one.fromRegister, id: one.fromId }, to: { register: one.toRegister, id: one.toId }, until: batch.asOf })),
      { ...telling, role, from, to: 'id' in to ? to : { register: 'area' as const, id: to.area } },
    ]
  }))
  return addRelations(tx, { batch, relations: followed.map(({ beginning }) => beginning) })
}
