/** What a server said of one item, as far as the outbox is concerned. */
export interface Answered {
  readonly id: string | null
  readonly outcome: 'applied' | 'clash' | 'refused' | 'failed'
  readonly answer: Readonly<Record<string, unknown>> | null
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, string>> | undefined } | null
  readonly current: Readonly<Record<string, unknown>> | null
}

/** Something done on a phone that the server is to hear of, in the order of doing. */
export interface OutboxItem {
  /** Client id, UUIDv7: the server takes it once. */
  readonly id: string
  readonly kind: string
  /** ISO time on the phone. */
  readonly at: string
  /** What it is about; of one subject only one item is on its way at a time. Null: stands alone. */
  readonly key: string | null
  readonly body: Readonly<Record<string, unknown>>
  readonly state: 'waiting' | 'applied' | 'clash' | 'refused'
  readonly tries: number
  /** Not sent before, epoch ms. */
  readonly notBefore: number
  readonly answer: Answered['answer']
  readonly error: Answered['error']
  readonly current: Answered['current']
}

export type Outbox = readonly OutboxItem[]

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** Puts something done at the end. */
export function enqueue(outbox: Outbox, done: Pick<OutboxItem, 'id' | 'kind' | 'at' | 'key' | 'body'>): Outbox {
  return [...outbox, { ...done, state: 'waiting', tries: 0, notBefore: 0, answer: null, error: null, current: null }]
}

/**
 * What may be sent now, oldest first: of each subject only its first unfinished item, and none behind one that a person
 * has to decide on; so a later act never lands on a state its author has not seen.
 */
export function nextBatch(outbox: Outbox, { now, limit }: { now: number; limit: number }): Outbox {
  const busy = new Set<string>()
  const batch: OutboxItem[] = []
  for (const item of outbox) {
    if (item.state === 'applied') continue
    const isFree = item.key === null || !busy.has(item.key)
    if (item.key !== null) busy.add(item.key)
    if (isFree && item.state === 'waiting' && item.notBefore <= now && batch.length < limit) batch.push(item)
  }
  return batch
}

/**
 * The outbox after an answer. What the answer does not name, or the server failed at, waits and is sent again under the
 * same id; a move's new version goes to the next item of its subject, which was written on top of it.
 */
export function settle(outbox: Outbox, { sent, fates, now }: { sent: Outbox; fates: readonly Answered[]; now: number }): Outbox {
  const byId = new Map(fates.flatMap((fate) => (fate.id === null ? [] : [[fate.id, fate] as const])))
  const isSent = new Set(sent.map(({ id }) => id))
  const versions = new Map<string, number>()
  return outbox.map((item) => {
    const version = item.key === null ? undefined : versions.get(item.key)
    if (item.key !== null && item.state === 'waiting') versions.delete(item.key)
    if (!isSent.has(item.id)) return version === undefined || item.state !== 'waiting' ? item : { ...item, body: { ...item.body, version } }
    const fate = byId.get(item.id)
    if (!fate || fate.outcome === 'failed') return { ...item, tries: item.tries + 1, notBefore: now + pauseAfter(item.tries) }
    const { outcome, answer, error, current } = fate
    if (outcome === 'applied' && item.key !== null && typeof answer?.['version'] === 'number') versions.set(item.key, answer['version'])
    return { ...item, state: outcome, answer, error, current: outcome === 'applied' ? null : (current ?? item.current) }
  })
}

function pauseAfter(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS)
}

/** Everything may go at once: the network is back, or the person pressed the button. */
export function withoutPauses(outbox: Outbox): Outbox {
  return outbox.map((item) => (item.state === 'waiting' && item.notBefore > 0 ? { ...item, notBefore: 0 } : item))
}

/** A person has seen how things stand and does it all the same, as a new act: the old id keeps its answer on the server, and how things stood is not forgotten. */
export function doAgain(outbox: Outbox, id: string, { newId, at, body }: { newId: string; at: string; body: OutboxItem['body'] }): Outbox {
  return outbox.map((item) => (item.id === id ? { ...item, id: newId, at, body, state: 'waiting', tries: 0, notBefore: 0, answer: null, error: null } : item))
}

/** Drops an item and what was written on top of it. */
export function discard(outbox: Outbox, id: string): Outbox {
  const at = outbox.findIndex((item) => item.id === id)
  const key = outbox[at]?.key ?? null
  return outbox.filter((item, index) => index !== at && !(key !== null && index > at && item.key === key && item.state !== 'applied'))
}

/** Whether something was written on top of an item. */
export function isFollowed(outbox: Outbox, id: string): boolean {
  return nextOf(outbox, id) !== undefined
}

/**
 * Drops one item that did not go through and keeps what was written on top of it: somebody else did that step, and what
 * follows it is as true as it was. The next one stands on how things were when the server said no.
 */
export function dropStep(outbox: Outbox, id: string): Outbox {
  const [dropped, next] = [outbox.find((item) => item.id === id), nextOf(outbox, id)]
  const version = dropped?.current?.['version'] ?? dropped?.body['version']
  return outbox.filter((item) => item.id !== id).map((item) => (item === next && version !== undefined ? { ...item, body: { ...item.body, version } } : item))
}

function nextOf(outbox: Outbox, id: string): OutboxItem | undefined {
  const at = outbox.findIndex((item) => item.id === id)
  const key = outbox[at]?.key ?? null
  return key === null ? undefined : outbox.find((item, index) => index > at && item.key === key && item.state !== 'applied')
}

/** How many still have to reach the server or wait for a decision. */
export function countPending(outbox: Outbox): number {
  return outbox.filter(({ state }) => state !== 'applied').length
}
