import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { updateEntry } from './repo-entry.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import type { NewChange } from './repo-history.ts'
import { emptiedAmong } from './repo-relation.ts'

/** Of the households that people moved out of, those with nobody left are gone. Call it once the movers are where they go. */
export async function closeEmptied(tx: Tx, ids: readonly string[], told: Pick<NewChange, 'at' | 'by' | 'source'>): Promise<void> {
  for (const { id, areaPath } of await emptiedAmong(tx, [...new Set(ids)])) {
    await updateEntry(tx, { register: 'household', id }, { state: 'gone', at: told.at })
    await insertChanges(tx, [{ ...told, id: newId(told.at.getTime()), areaPath, register: 'household', entryId: id, what: 'change', reason: '户内已没有人', changes: { [HISTORY_KEYS.state]: ['active', 'gone'] } }])
    await emit(tx, { topic: 'pool.changed', scopePath: areaPath, payload: { register: 'household', ids: [id] } })
  }
}
