import { sendActions, uploadPatrolPhoto } from '@yihu/contracts'
import { ApiError } from '@yihu/client'
import { nextBatch, settle, withoutPauses } from '@yihu/domain'
import type { Answered, Outbox, OutboxItem } from '@yihu/domain'
import { api } from '../api.ts'
import { changeOutbox } from '../store/outbox.ts'
import { dropPhotos, photoArrived, photoOf } from '../store/photos.ts'
import { phoneNow, setPhone } from '../store/phone.ts'
import { sessionEnded, wipe } from '../store/session.ts'
import { photosIn, withFileIds } from './bodies.ts'
import { refreshBundle, refreshLists } from './refresh.ts'

/** So many at once: a batch of long reports stays far below what the server reads. */
const BATCH = 50
/** So many that have arrived stay to be seen. */
const SHOWN_AFTER = 30

let timer: ReturnType<typeof setTimeout> | undefined

/** Sends when the network comes back, the app is looked at again, or a pause is over. */
export function watchNetwork(): void {
  const listen = (isOnline: boolean) => () => {
    setPhone({ isOnline })
    if (isOnline) void sendNow()
  }
  addEventListener('online', listen(true))
  addEventListener('offline', listen(false))
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void sendNow() })
  void sendNow()
}

/** Everything that waits goes now, whatever pause it had; then what is new comes. */
export async function sendNow(): Promise<void> {
  setPhone({ isFetching: true })
  try {
    await changeOutbox(withoutPauses)
    await send()
    if (phoneNow().phase === 'in' && !phoneNow().isExpired) await Promise.all([refreshBundle(), refreshLists()])
  } finally {
    setPhone({ isFetching: false })
  }
}

/** Sends what is due, in order; two tabs of one phone never at the same time. */
export async function send(): Promise<void> {
  clearTimeout(timer)
  await navigator.locks.request('yihu-patrol-send', { ifAvailable: true }, async (lock) => {
    if (!lock || phoneNow().phase !== 'in') return
    setPhone({ isSending: true })
    try {
      while (await sendBatch()) { /* until nothing is due */ }
    } finally {
      setPhone({ isSending: false })
    }
  })
  plan()
}

/** The next attempt of what waits for one. */
function plan(): void {
  const waiting = phoneNow().outbox.filter(({ state }) => state === 'waiting').map(({ notBefore }) => notBefore)
  if (waiting.length > 0 && phoneNow().phase === 'in' && !phoneNow().isExpired) timer = setTimeout(() => void send(), Math.max(1_000, Math.min(...waiting) - Date.now()))
}

/** One batch; answers whether there may be more to send at once. */
async function sendBatch(): Promise<boolean> {
  const batch = nextBatch(phoneNow().outbox, { now: Date.now(), limit: BATCH })
  if (batch.length === 0 || !navigator.onLine) return false
  try {
    const { ready, fates } = await withPhotos(batch)
    const answered = ready.length > 0 ? await exchange(ready) : []
    await settled({ sent: batch, fates: [...fates, ...answered] })
    setPhone({ problem: null })
    return true
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    await settled({ sent: batch, fates: [] })
    await explain(error)
    return false
  }
}

async function exchange(actions: readonly Pick<OutboxItem, 'id' | 'kind' | 'at' | 'body'>[]): Promise<readonly Answered[]> {
  const { results } = await api.call(sendActions, { body: { device: phoneNow().deviceId, sentAt: new Date().toISOString(), actions: actions.map(({ id, kind, at, body }) => ({ id, kind, at, body })) } })
  return results
}

async function settled({ sent, fates }: { sent: Outbox; fates: readonly Answered[] }): Promise<void> {
  const outbox = await changeOutbox((now) => withoutOld(settle(now, { sent, fates, now: Date.now() })))
  const arrived = outbox.filter(({ id, state }) => state === 'applied' && sent.some((one) => one.id === id))
  await dropPhotos(arrived.flatMap(({ body }) => photosIn(body)))
  // The world has moved on: what is shown must not be older than what was done.
  if (fates.length > 0) await refreshBundle()
}

function withoutOld(outbox: Outbox): Outbox {
  const old = new Set(outbox.filter(({ state }) => state === 'applied').slice(0, -SHOWN_AFTER))
  // Where somebody was does not stay behind in a list of what has arrived.
  return outbox.filter((item) => !old.has(item) && !(item.kind === 'track.points' && item.state === 'applied'))
}

interface Ready {
  readonly ready: readonly OutboxItem[]
  /** What cannot go because of a photo the server does not take. */
  readonly fates: readonly Answered[]
}

/** The server has every photo before it hears of what names it; one that it refuses holds up only its own item. */
async function withPhotos(batch: Outbox): Promise<Ready> {
  const ready: OutboxItem[] = []
  const fates: Answered[] = []
  for (const item of batch) {
    try {
      ready.push({ ...item, body: withFileIds(item.body, await uploaded(photosIn(item.body))) })
    } catch (error) {
      if (!(error instanceof ApiError) || error.status < 400 || error.status >= 500 || error.status === 401 || error.status === 429) throw error
      fates.push({ id: item.id, outcome: 'refused', answer: null, error: { code: error.code, message: error.message }, current: null })
    }
  }
  return { ready, fates }
}

async function uploaded(ids: readonly string[]): Promise<Map<string, string>> {
  const fileIds = new Map<string, string>()
  for (const id of ids) {
    const photo = await photoOf(id)
    if (!photo) continue
    const fileId = photo.facts.fileId ?? (await api.upload(uploadPatrolPhoto, { file: new File([photo.blob], photo.facts.name, { type: photo.facts.type }) })).id
    if (photo.facts.fileId === null) await photoArrived(id, fileId)
    fileIds.set(id, fileId)
  }
  return fileIds
}

async function explain(error: ApiError): Promise<void> {
  if (error.status === 401) return sessionEnded()
  if (error.code === 'device-revoked') return wipe('这部手机已被注销，里面的资料已经抹掉。')
  setPhone({ problem: error.status === 0 ? null : error.message })
}
