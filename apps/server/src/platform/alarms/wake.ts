import { SCENARIOS } from '@yihu/scenarios'
import type { EventHandler } from '../../kernel/module.ts'
import { absencesOf, homesOf } from '../care/index.ts'
import { devicesById } from '../devices/index.ts'
import { tellAbsence } from './away.ts'
import { wakeAlarms } from './repo.ts'
import { moveHome, wakeMemories, wakeSubjects } from './repo-memory.ts'
import { homeOf } from './subject.ts'

/** Changed settings count at once, not with the next message: what no longer holds clears, what now holds rings. */
export const wakeScenario: EventHandler = async (tx, { payload, scopePath }, { clock }) => {
  if (scopePath === null) return
  await wakeMemories(tx, { scenario: String(payload['id']), path: scopePath, at: new Date(clock.now()) })
}

const ofHomes = SCENARIOS.filter(({ dedupe }) => dedupe.per === 'home').map(({ id }) => id)

/** Whose devices or area may have changed: what was learnt of a device by itself is the home's from now on, and hears who is away. */
export const moveIn: EventHandler = async (tx, { payload }, context) => {
  const person = String(payload['id'])
  const now = context.clock.now()
  const home = homeOf(person)
  const { devices = [], path } = (await homesOf(context)).ofPerson(person) ?? {}
  await moveHome(tx, { home, devices, scenarios: ofHomes })
  // A message that came before this may have moved it already, and nobody told it then.
  const absence = [...(await absencesOf(tx, devices)).values()].find(({ until }) => until > now)
  if (absence) await tellAbsence(tx, context, { person, devices, absence, onlyNew: true })
  await wakeSubjects(tx, { subjects: [home, ...devices], scenarios: ofHomes, path, at: new Date(now) })
}

/** A device goes into maintenance, has it longer or shorter, or comes out of it before its time: its alarms fall silent, wait anew or ring at once. */
export const hearDevices: EventHandler = async (tx, { payload }, { clock }) => {
  const now = new Date(clock.now())
  const devices = await devicesById(tx, Array.isArray(payload['ids']) ? payload['ids'].map(String) : [])
  const quiet = devices.filter(({ maintenance_until: until }) => until !== null && until > now)
  await wakeAlarms(tx, { devices: quiet.map(({ id }) => id), at: now })
  await wakeAlarms(tx, { devices: devices.filter((device) => !quiet.includes(device)).map(({ id }) => id), only: 'quiet', at: now })
}
