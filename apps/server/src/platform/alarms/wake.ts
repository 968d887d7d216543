import { SCENARIOS } from '@yihu/scenarios'
import type { EventHandler } from '../../kernel/module.ts'
import { bondsOf } from '../care/index.ts'
import { moveHome, wakeMemories } from './repo-memory.ts'
import { homeOf } from './subject.ts'

/** Changed settings count at once, not with the next message: what no longer holds clears, what now holds rings. */
export const wakeScenario: EventHandler = async (tx, { payload, scopePath }, { clock }) => {
  if (scopePath === null) return
  await wakeMemories(tx, { scenario: String(payload['id']), path: scopePath, at: new Date(clock.now()) })
}

const ofHomes = SCENARIOS.filter(({ dedupe }) => dedupe.per === 'home').map(({ id }) => id)

/** Whose devices may have changed: what was learnt of one by itself is the home's from now on. */
export const moveIn: EventHandler = async (tx, { payload }, { clock }) => {
  const person = String(payload['id'])
  const devices = (await bondsOf(tx, person)).map(({ deviceId }) => deviceId)
  await moveHome(tx, { home: homeOf(person), devices, scenarios: ofHomes, at: new Date(clock.now()) })
}
