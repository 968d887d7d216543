import { resultName, VISIT_ACTS } from '@yihu/domain'
import type { PersonData } from '../../kernel/module.ts'
import { blankVisits, visitsTo } from './repo-visit.ts'

/** Visits to a person of the register: told to them, and emptied of what was said when they are erased; that somebody knocked stays. */
export const personData: PersonData = {
  name: '走访',
  tell: async (tx, { vault }, personIds) => (await visitsTo(tx, personIds)).map(({ day, act, result, note, byName }) => [day, VISIT_ACTS[act], resultName({ act, kind: 'person' }, result), byName, note && vault.open('visit.note', note)].filter(Boolean).join('，')),
  erase: async (tx, { db, files }, personIds) => {
    const photos = await blankVisits(tx, personIds)
    db.afterCommit(tx, async () => {
      for (const hash of photos) await files.drop(hash)
    })
  },
}
