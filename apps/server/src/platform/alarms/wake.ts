import type { EventHandler } from '../../kernel/module.ts'
import { wakeMemories } from './repo-memory.ts'

/** Changed settings count at once, not with the next message: what no longer holds clears, what now holds rings. */
export const wakeScenario: EventHandler = async (tx, { payload, scopePath }, { clock }) => {
  if (scopePath === null) return
  await wakeMemories(tx, { scenario: String(payload['id']), path: scopePath, at: new Date(clock.now()) })
}
