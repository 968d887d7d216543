import { createSnapshot } from '../../kernel/db/index.ts'
import { allBonds } from './repo-around.ts'

/** Whose home devices stand in. */
export interface Homes {
  /** The person whom a device watches over. */
  personOf(deviceId: string): string | undefined
  /** Whether a person has devices. */
  has(personId: string): boolean
}

/** The homes of a context's database, as last committed. */
export const homesOf = createSnapshot<Homes>({
  name: 'care_device',
  load: async (db) => {
    const people = new Map((await allBonds(db)).map(({ deviceId, personId }) => [deviceId, personId]))
    const known = new Set(people.values())
    return { personOf: (deviceId) => people.get(deviceId), has: (personId) => known.has(personId) }
  },
})
