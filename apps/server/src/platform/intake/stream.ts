import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../../kernel/context.ts'
import { sqlState, systemScope } from '../../kernel/db/index.ts'
import type { Room } from '../../kernel/broker/index.ts'
import { announcer } from './announce.ts'
import { EMPTY } from './parcel.ts'
import type { Letter, Parcel } from './parcel.ts'
import { storeParcels } from './store.ts'

/** Brings parcels into the database by batches. */
export interface Stream {
  /** Resolves when the parcel is committed, and not before: the message may be acknowledged then. */
  take(parcel: Parcel): Promise<void>
  /** How many wait, those under way among them. */
  waiting(): number
  /** Full when so many wait that more would not be committed sooner. */
  readonly room: Room
  /** Waits until all that was taken is committed. */
  close(): Promise<void>
}

interface Waiting {
  readonly parcel: Parcel
  readonly done: () => void
}

/** Readings of a batch at most. */
const MOST = 4000
/** Batches under way at once: while one waits for the disk, the next is being written. */
const LANES = 3
/** Messages that wait at most, but for those of one piece of a connection. */
const MOST_WAITING = 20_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2000

/**
 * A stream. What arrives while batches are under way shares the next one. While the database is away it waits, with
 * growing pauses, and nothing is acknowledged; a parcel the database refuses by itself becomes a letter.
 */
export function createStream(context: Context): Stream {
  const waiting: Waiting[] = []
  const queue: (() => void)[] = []
  const announce = announcer(context)
  let under = 0
  let lanes = 0
  let isAsked = false
  const isFull = (): boolean => waiting.length + under >= MOST_WAITING
  const ask = (): void => {
    if (isAsked || lanes >= LANES || waiting.length === 0) return
    isAsked = true
    setImmediate(() => {
      isAsked = false
      void drive()
    })
  }
  const drive = async (): Promise<void> => {
    const group = nextGroup(waiting)
    if (group.length === 0) return
    lanes += 1
    under += group.length
    ask()
    await storeGroup(context, group, announce.within)
    under -= group.length
    lanes -= 1
    ask()
    while (queue.length > 0 && !isFull()) queue.shift()?.()
  }
  return {
    take: (parcel) => new Promise((done) => {
      waiting.push({ parcel, done })
      ask()
    }),
    waiting: () => waiting.length + under,
    room: { isFull, whenFree: (tell) => { queue.push(tell) } },
    async close() {
      while (waiting.length + under > 0) await pause(5)
      await announce.close()
    },
  }
}

/** From the front, as many as fit; at least one. */
function nextGroup(waiting: Waiting[]): Waiting[] {
  let count = 0
  const tooMany = waiting.findIndex(({ parcel }, index) => (count += sizeOf(parcel)) > MOST && index > 0)
  return waiting.splice(0, tooMany < 0 ? waiting.length : tooMany)
}

function sizeOf({ readings, guarded, letters, sightings }: Parcel): number {
  return 1 + readings.length + guarded.length + letters.length + sightings.length
}

type Within = ReturnType<typeof announcer>['within']

async function storeGroup(context: Context, group: readonly Waiting[], within: Within): Promise<void> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      const parcels = group.map(({ parcel }) => parcel)
      await context.db.transact(systemScope, async (tx) => {
        await storeParcels(tx, context, parcels)
        await within(tx, parcels)
      })
      for (const { done } of group) done()
      return
    } catch (error) {
      if (isRefusal(error)) return storeApart(context, group, { within, error })
      context.log.warn({ err: error, messages: group.length }, 'messages wait for the database')
      await pause(wait)
    }
  }
}

/** Errors of the data (class 22, 23) and of what was asked (42) come again with the same data; others pass. */
function isRefusal(error: unknown): boolean {
  return /^(?:2[23]|42)/u.test(sqlState(error) ?? '')
}

/** Nobody waits for others: the group is halved until the one that is refused stands alone. */
async function storeApart(context: Context, group: readonly Waiting[], { within, error }: { within: Within; error: unknown }): Promise<void> {
  const [only] = group
  if (!only) return
  if (group.length > 1) {
    const half = Math.ceil(group.length / 2)
    await storeGroup(context, group.slice(0, half), within)
    await storeGroup(context, group.slice(half), within)
    return
  }
  context.log.error({ err: error, device: only.parcel.device?.id }, 'the database refused a message')
  const letters = only.parcel.letters.length > 0 ? only.parcel.letters : refusedLetter(only.parcel, context.clock.now())
  // The same refusal of the letter itself would go round for ever.
  if (only.parcel.readings.length + only.parcel.guarded.length + only.parcel.sightings.length === 0) return only.done()
  await storeGroup(context, [{ parcel: { ...EMPTY, device: only.parcel.device, letters }, done: only.done }], within)
}

function refusedLetter({ device, readings, sightings }: Parcel, at: number): Letter[] {
  if (!device) return []
  const payload = Buffer.from(JSON.stringify({ readings: readings.slice(0, 500), sightings: sightings.slice(0, 100) })).subarray(0, 65_536)
  return [{ path: device.path, source: 'mqtt', sender: device.id, topic: `d/${device.id}/telemetry`, payload, reason: 'not-stored', detail: '存储时被数据库拒绝，详见服务器日志', at }]
}
