import type { Message } from '@yihu/domain'
import { originOf, unpack, unpackBatches } from './pack.ts'
import { hear, settingKey } from './remembered.ts'
import type { Remembered } from './remembered.ts'
import type { MemoryRow } from './repo-memory.ts'
import type { Watching } from './watch.ts'

/**
 * A memory as it was when its row was written: the whole one, and what was heard since, batch by batch as it was then. Under
 * other settings it is begun anew: then what was heard since only counts as known.
 */
export function restore({ memory, tail, setting }: Pick<MemoryRow, 'memory' | 'tail' | 'setting'>, watching: Watching): Remembered {
  const whole = unpack(memory, setting)
  if (tail === '') return whole
  const batches = unpackBatches(tail, originOf(memory))
  if (setting !== settingKey(watching)) return knowing(whole, batches.flat())
  return batches.reduce((before, batch) => hear(watching, before, batch).remembered, whole)
}

function knowing({ ring, ...rest }: Remembered, messages: readonly Message[]): Remembered {
  return { ...rest, ring: { ...ring, pending: [...ring.pending, ...messages] } }
}
