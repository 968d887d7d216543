import { hash } from 'node:crypto'
import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { createBucket } from '../../kernel/broker/index.ts'
import type { Bucket } from '../../kernel/broker/index.ts'
import { foldHeard } from '../alarms/index.ts'
import type { Heard } from '../alarms/index.ts'
import { foldBatch, insertReadings, moveLast, noteHeard } from '../devices/index.ts'
import type { Reading, Word } from '../devices/index.ts'
import type { Letter, Parcel } from './parcel.ts'
import { guardKey, insertSightings, keepLetters, rememberIds } from './repo.ts'
import type { KeptLetter } from './repo.ts'
import { seenMessage } from './sightings.ts'

/** What became of parcels. */
export interface Stored {
  readonly sightings: number
  readonly readings: number
}

/**
 * Stores parcels in one transaction: readings with last values, claims of cameras, letters, and what the scenarios make
 * of them. The outcome depends on what the parcels say, not on their order or on how often they come. `arrivedAt`: when
 * they came, where that was not just now: to read a letter again is no sign of life.
 */
export async function storeParcels(tx: Tx, context: Context, parcels: readonly Parcel[], { arrivedAt = context.clock.now() }: { readonly arrivedAt?: number } = {}): Promise<Stored> {
  const takenAt = new Date(context.clock.now())
  const guarded = parcels.flatMap((parcel) => parcel.guarded)
  const fresh = await rememberIds(tx, guarded, takenAt)
  const readings = parcels.flatMap((parcel) => parcel.readings)
  for (const one of guarded) {
    if (fresh.delete(guardKey(one))) readings.push(...one.readings)
  }
  const folded = foldBatch(readings)
  await insertReadings(tx, { readings: folded.readings, takenAt })
  const sightings = await insertSightings(tx, parcels.flatMap((parcel) => parcel.sightings), takenAt)
  await foldHeard(tx, context, heardOf(parcels, folded.readings))
  await keepLetters(tx, parcels.flatMap((parcel) => parcel.letters).map(counted))
  await noteHeard(tx, parcels.flatMap((parcel) => wordOf(parcel, arrivedAt)))
  await moveLast(tx, { last: folded.last, takenAt })
  return { sightings, readings: folded.readings.length }
}

/** When the device of a parcel lived, where it leaves no reading to show it: when a claim was made, or when words or a keep-alive came. */
function wordOf({ device, readings, guarded, sightings, letters }: Parcel, arrivedAt: number): Word[] {
  const isSilent = readings.length + guarded.length > 0 || (sightings.length === 0 && letters.length > 0)
  if (device === null || isSilent) return []
  const latest = sightings.length > 0 ? Math.max(...sightings.map(({ at }) => at)) : arrivedAt
  return [{ no: device.no, at: new Date(Math.min(arrivedAt, latest)) }]
}

/** What each device of the batch said, as scenarios hear it. */
function heardOf(parcels: readonly Parcel[], readings: readonly Reading[]): Heard[] {
  const devices = new Map(parcels.flatMap(({ device }) => (device ? [[device.no, device] as const] : [])))
  const messages = new Map<number, Message[]>([...devices.keys()].map((no) => [no, []]))
  for (const { device, point, at, value } of readings) messages.get(device)?.push({ kind: 'value', at, id: '', point, value })
  for (const sighting of parcels.flatMap((parcel) => parcel.sightings)) {
    const message = seenMessage(sighting)
    if (message) messages.get(sighting.device)?.push(message)
  }
  return [...devices.values()].map((device) => ({ device, messages: messages.get(device.no) ?? [] }))
}

/** Letters of one sender that are kept each by itself: so many at once, then so many a second; others are only counted. */
const EACH = { perSecond: 0.5, burst: 60 }
const MOST_SENDERS = 10_000
const senders = new Map<string, { readonly bucket: Bucket; readonly recent: Set<string> }>()

/** Names the letter: by what it says, or by its reason alone where its sender has had too many of late. */
function counted(letter: Letter): KeptLetter {
  if (senders.size > MOST_SENDERS) senders.clear()
  const { bucket, recent } = senders.get(letter.sender) ?? { bucket: createBucket(EACH), recent: new Set<string>() }
  senders.set(letter.sender, { bucket, recent })
  const same = hash('sm3', JSON.stringify([letter.reason, letter.topic, letter.payload.toString('latin1')]), 'hex')
  if (recent.has(same)) return { ...letter, same }
  if (bucket.owed(letter.at) > 0) return { ...letter, same: hash('sm3', letter.reason, 'hex') }
  bucket.take(letter.at)
  if (recent.size >= EACH.burst) recent.clear()
  recent.add(same)
  return { ...letter, same }
}
