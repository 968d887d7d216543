import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { keepPictures, letGo, savePictures } from './pictures.ts'
import type { Sighting } from './parcel.ts'

const TIMEOUT_MS = 3000
const MOST_BYTES = 8 * 1024 * 1024
/** After a Frigate has not answered it is left alone so long: whoever hands on its events must not wait for it each time. */
const REST_MS = 60_000
/** Of so many objects it is remembered that their picture has been fetched; each is told of many times. */
const MOST_KNOWN = 2000

interface Source {
  readonly base: string
  readonly known: Set<string>
  restUntil: number
}

const sources = new WeakMap<Context, Source>()

/** From now on the pictures of a Frigate's tracked objects are fetched from its HTTP API at this address: its events carry none. */
export function fetchSnapshotsFrom(context: Context, base: string): void {
  sources.set(context, { base: base.replace(/\/+$/u, ''), known: new Set(), restUntil: 0 })
}

/** Fetches the picture of a tracked object once and keeps it with the claim that was stored. What does not come or cannot be kept is left out. */
export async function keepSnapshot(context: Context, { event, claim }: { readonly event: string; readonly claim: Sighting }): Promise<void> {
  const source = sources.get(context)
  const now = context.clock.now()
  // A name that is a step of a path would ask for something else.
  if (!source || source.known.has(event) || now < source.restUntil || event === '.' || event === '..') return
  if (source.known.size >= MOST_KNOWN) source.known.clear()
  source.known.add(event)
  const bytes = await fetched(source, event).catch((error: unknown) => {
    source.known.delete(event)
    source.restUntil = now + REST_MS
    context.log.warn({ err: error }, 'a Frigate did not give a picture')
    return null
  })
  const hashes = bytes ? await savePictures(context, [bytes]) : []
  if (bytes && hashes.length === 0) source.known.delete(event)
  try {
    if (hashes.length > 0) await context.db.transact(systemScope, (tx) => keepPictures(tx, { hashes, claim, now }))
  } catch (error) {
    source.known.delete(event)
    context.log.warn({ err: error }, 'a picture of a Frigate was not kept')
    await letGo(context, hashes)
  }
}

/** Null: it has none of this object, or it is too large. */
async function fetched({ base }: Source, event: string): Promise<Uint8Array | null> {
  const answer = await fetch(`${base}/api/events/${encodeURIComponent(event)}/snapshot.jpg`, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  const isPicture = answer.ok && (answer.headers.get('content-type') ?? '').startsWith('image/') && Number(answer.headers.get('content-length') ?? 0) <= MOST_BYTES
  if (isPicture && answer.body) return readMost(answer.body)
  await answer.body?.cancel()
  return null
}

/** An answer need not say how long it is: it is read only so far. Null: there is more. */
async function readMost(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > MOST_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
