import { ancestorAt } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Parcel } from './parcel.ts'

/** Pages look again at most once in this while, however fast devices talk. */
const EVERY_MS = 1000
const MOST_IDS = 200

interface Announcer {
  /** Announces, in the transaction of a batch, who was heard since the last time; when it is too soon, remembers it. */
  within(tx: Tx, parcels: readonly Parcel[]): Promise<void>
  /** Announces what is left. */
  close(): Promise<void>
}

/** Tells pages which devices were heard and that there are letters: `device.reported`, `letter.kept`, one of each a street and second. */
export function announcer({ db, log }: Pick<Context, 'db' | 'log'>): Announcer {
  const heard = new Map<string, Set<string>>()
  const letters = new Set<string>()
  let saidAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const say = async (tx: Tx): Promise<void> => {
    saidAt = performance.now()
    const events = [
      ...[...heard].map(([street, ids]) => ({ topic: 'device.reported', scopePath: street, payload: { count: ids.size, ids: ids.size > MOST_IDS ? [] : [...ids] } })),
      ...[...letters].map((street) => ({ topic: 'letter.kept', scopePath: street, payload: {} })),
    ]
    heard.clear()
    letters.clear()
    await emit(tx, events)
  }
  const rest = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (heard.size + letters.size > 0) await db.transact(systemScope, say)
  }
  return {
    async within(tx, parcels) {
      const devices = new Set<Parcel['device']>()
      for (const { device, readings, sightings, guarded, letters: kept } of parcels) {
        if (readings.length + sightings.length + guarded.length > 0) devices.add(device)
        for (const { path } of kept) letters.add(ancestorAt(path, 'street'))
      }
      for (const device of devices) {
        const street = device && ancestorAt(device.path, 'street')
        if (device && street !== null) heard.set(street, (heard.get(street) ?? new Set()).add(device.id))
      }
      if (performance.now() - saidAt >= EVERY_MS) return say(tx)
      timer ??= setTimeout(() => {
        rest().catch((error: unknown) => { log.warn({ err: error }, 'devices could not be announced') })
      }, EVERY_MS)
    },
    close: rest,
  }
}
