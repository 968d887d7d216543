import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { addRelations } from './add-relations.ts'
import type { AddedRelation, NewRelation } from './add-relations.ts'
import type { Batch } from './batch.ts'
import { reasonOf } from './refresh.ts'
import { tellRelation } from './relate.ts'
import { placesOf } from './repo-bulk.ts'
import { updateEntry } from './repo-entry.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import type { Mention } from './repo-history.ts'
import type { Living, StandingRelation } from './repo-known.ts'
import { closeRelation, settlePlaces } from './repo-relation.ts'

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

/** Brings known persons to where a sheet says they live: what was ends, the new relations are the caller's to add. */
export async function followMoves(tx: Tx, batch: Batch, moves: readonly FollowedMove[]): Promise<void> {
  for (const { personId, from, to, houseId, leaving, isBack, row } of moves) {
    for (const { id } of leaving) await closeRelation(tx, { id, until: batch.asOf, at: batch.at })
    await updateEntry(tx, { register: 'person', id: personId }, { at: batch.at, areaPath: to, ...(isBack ? { state: 'active', stateSince: batch.asOf } : {}) })
    batch.places.set(personId, to)
    const home = leaving.find(({ kind }) => kind === 'resides')
    await insertChanges(tx, [{
      id: newId(batch.at.getTime()), areaPath: to, register: 'person', entryId: personId, what: 'move', at: batch.at, by: batch.by, source: batch.source, reason: reasonOf(batch, row),
      changes: { ...(from === to ? {} : { [HISTORY_KEYS.area]: [from, to] as const }), ...(houseId ? { [HISTORY_KEYS.home]: [home ? houseMention(home.toId) : '', houseMention(houseId)] as const } : {}), ...(isBack ? { [HISTORY_KEYS.state]: ['left', 'active'] as const } : {}) },
    }])
  }
  if (moves.length > 0) await settlePlaces(tx, moves.map(({ personId }) => personId))
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
  for (const { ending, beginning: { kind, role, from, to }, row } of followed) {
    const telling = { kind, areaPath: batch.areaPath, places, at: batch.at, by: batch.by, source: batch.source, reason: reasonOf(batch, row) }
    for (const one of ending) {
      await closeRelation(tx, { id: one.id, until: batch.asOf, at: batch.at })
      await tellRelation(tx, { ...telling, role: one.role, from: { register: one.fromRegister, id: one.fromId }, to: { register: one.toRegister, id: one.toId }, until: batch.asOf })
    }
    await tellRelation(tx, { ...telling, role, from, to: 'id' in to ? to : { register: 'area', id: to.area } })
  }
  return addRelations(tx, { batch, relations: followed.map(({ beginning }) => beginning) })
}
