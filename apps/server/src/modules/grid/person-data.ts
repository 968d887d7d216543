import { localDate, resultName, VISIT_ACTS, VISIT_RESULTS } from '@yihu/domain'
import type { PersonData } from '../../kernel/module.ts'
import { consentsOf, forgetConsents } from './doors/repo-consent.ts'
import { blankVisitsBy, visitsByPersons } from './doors/repo-door.ts'
import { blankVisits, visitsTo } from './repo-visit.ts'

/** Visits to a person of the register, and those a neighbour made themselves: told to them, and emptied of what was said and of who it was when they are erased; that somebody knocked stays. */
export const personData: PersonData = {
  name: '走访',
  tell: async (tx, { vault }, persons) => {
    const ids = persons.map(({ id }) => id)
    const opened = (note: Buffer | null) => note && vault.open('visit.note', note)
    return [
      ...(await visitsTo(tx, ids)).map(({ day, act, result, note, byName }) => [day, VISIT_ACTS[act], resultName({ act, kind: 'person' }, result), byName, opened(note)].filter(Boolean).join('，')),
      ...(await visitsByPersons(tx, ids)).map(({ day, result, note }) => [day, '您上过联系户的门', VISIT_RESULTS[result], opened(note)].filter(Boolean).join('，')),
      ...(await consentsOf(tx, ids)).map(({ agreedAt, endedAt }) => `${localDate(agreedAt.getTime())} 同意用“我的联系户”${endedAt ? `，${localDate(endedAt.getTime())} 为止` : ''}`),
    ]
  },
  erase: async (tx, { db, files }, persons) => {
    const all = persons.map(({ id }) => id)
    const { ids, photos } = await blankVisits(tx, all)
    db.afterCommit(tx, async () => {
      for (const hash of photos) await files.drop(hash)
    })
    return [...ids, ...await blankVisitsBy(tx, all), ...await forgetConsents(tx, all)]
  },
}
