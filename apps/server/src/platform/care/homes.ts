import { createSnapshot } from '../../kernel/db/index.ts'
import { allBonds } from './repo-around.ts'

/** A person under care as devices know them: where they live, and what watches over them. */
export interface Home {
  readonly personId: string
  /** Of the person; a device may be registered elsewhere. */
  readonly path: string
  readonly devices: readonly string[]
}

/** Whose home devices stand in. */
export interface Homes {
  /** The home that a device watches over. */
  of(deviceId: string): Home | undefined
  /** The home of a person who has devices. */
  ofPerson(personId: string): Home | undefined
}

/** The homes of a context's database, as last committed. */
export const homesOf = createSnapshot<Homes>({
  name: 'care_device',
  load: async (db) => {
    const people = new Map<string, Home>()
    for (const [personId, bonds] of Map.groupBy(await allBonds(db), (bond) => bond.personId)) {
      people.set(personId, { personId, path: bonds[0]?.path ?? '', devices: bonds.map(({ deviceId }) => deviceId) })
    }
    const homes = new Map([...people.values()].flatMap((home) => home.devices.map((id) => [id, home] as const)))
    return { of: (deviceId) => homes.get(deviceId), ofPerson: (personId) => people.get(personId) }
  },
})
