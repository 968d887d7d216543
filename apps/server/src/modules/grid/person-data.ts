import { resultName, VISIT_ACTS } from '@yihu/domain'
import type { PersonData } from '../../kernel/module.ts'
import { blankVisits, visitsTo } from './repo-visit.ts'

/** Visits to a person of the register: told to them, and emptied of what was said when they are erased; that somebody knocked stays. */
export const personData: PersonData = {
  name: '走访',
  tell: async (tx, { vault }, persons) => (await visitsTo(tx, persons.map(({ id }) => id))).map(({ day, act, result, note, byName }) => [day, VISIT_ACTS[act], resultName({ act, kind: 'person' }, result), byName, note && vault.open('visit.note', note)].filter(Boolean).join('，')),
  erase: async (tx, { db, files }, persons) => {
    const { ids, photos } = await blankVisits(tx, persons.map(({ id }) => id))
    db.afterCommit(tx, async () => {
      for (const hash of photos) await files.drop(hash)
    })
    return ids
  },
}
