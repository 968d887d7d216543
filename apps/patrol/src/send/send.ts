import { resumePatrolPhoto, sendActions, sendPatrolPiece, uploadPatrolPhoto } from '@yihu/contracts'
import { ApiError, offline } from '@yihu/client'
import { settle, withoutPauses } from '@yihu/domain'
import type { Answered, Outbox, OutboxItem } from '@yihu/domain'
import { api } from '../api.ts'
import { withoutOld } from '../model/arrived.ts'
import { photosIn } from '../model/bodies.ts'
import { changeOutbox, reload } from '../store/outbox.ts'
import { dropPhotos, photoArrived, photoOf } from '../store/photos.ts'
import { phoneNow, setPhone } from '../store/phone.ts'
import { checkRevoked, sessionEnded } from '../store/session.ts'
import { batchOf, withPhotos } from './batch.ts'
import { inPieces } from './in-pieces.ts'
import { refreshBundle, refreshLists } from './refresh.ts'

/** A server that says nothing for so long, beyond the time a photo takes on the slowest line that is waited for, will not answer. */
const ANSWER_MS = 60_000
const SLOWEST_BYTES_PER_MS = 8
/** What a broken line costs at most; smaller photos go whole. */
const PIECE = 192 * 1024

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
      // Another tab may have sent since this one looked.
      await reload()
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
  const { items, isPictured } = batchOf(phoneNow().outbox, Date.now())
  if (items.length === 0 || !navigator.onLine) return false
  try {
    return await (isPictured ? sendPictured(items) : sendWords(items))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    await settled({ sent: items, fates: [] })
    await explain(error)
    return false
  }
}

async function sendWords(sent: Outbox): Promise<boolean> {
  await settled({ sent, fates: await exchange(sent) })
  setPhone({ problem: null })
  return true
}

async function sendPictured(items: Outbox): Promise<boolean> {
  const { ready, fates, tried, problem, isCut } = await withPhotos(items, uploaded)
  const answered = ready.length > 0 ? await exchange(ready) : []
  await settled({ sent: tried, fates: [...fates, ...answered] })
  setPhone({ problem })
  return !isCut
}

async function exchange(actions: readonly Pick<OutboxItem, 'id' | 'kind' | 'at' | 'body'>[]): Promise<readonly Answered[]> {
  const body = { device: phoneNow().deviceId, sentAt: new Date().toISOString(), actions: actions.map(({ id, kind, at, body: said }) => ({ id, kind, at, body: said })) }
  const { results } = await within(ANSWER_MS, (signal) => api.call(sendActions, { body, signal }))
  return results
}

async function settled({ sent, fates }: { sent: Outbox; fates: readonly Answered[] }): Promise<void> {
  const outbox = await changeOutbox((now) => withoutOld(settle(now, { sent, fates, now: Date.now() })))
  const arrived = outbox.filter(({ id, state }) => state === 'applied' && sent.some((one) => one.id === id))
  await dropPhotos(arrived.flatMap(({ body }) => photosIn(body)))
  // The world has moved on: what is shown must not be older than what was done.
  if (fates.length > 0) await refreshBundle()
}

async function uploaded(ids: readonly string[]): Promise<Map<string, string>> {
  const fileIds = new Map<string, string>()
  for (const id of ids) {
    const photo = await photoOf(id)
    if (!photo) continue
    const file = new File([photo.blob], photo.facts.name, { type: photo.facts.type })
    const fileId = photo.facts.fileId ?? (file.size > PIECE ? await pieceByPiece(id, file) : (await within(ANSWER_MS + file.size / SLOWEST_BYTES_PER_MS, (signal) => api.upload(uploadPatrolPhoto, { file, signal }))).id)
    if (photo.facts.fileId === null) await photoArrived(id, fileId)
    fileIds.set(id, fileId)
  }
  return fileIds
}

/** A large photo goes on where the line broke or the app was killed: what has arrived is not sent again. */
async function pieceByPiece(id: string, file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const photo = await inPieces({
    size: file.size, piece: PIECE,
    ask: () => within(ANSWER_MS, (signal) => api.call(resumePatrolPhoto, { params: { id }, body: { hash, size: file.size, name: file.name }, signal })),
    send: (from, to) => within(ANSWER_MS + (to - from) / SLOWEST_BYTES_PER_MS, (signal) => api.upload(sendPatrolPiece, { params: { id }, query: { at: from }, file: new File([file.slice(from, to)], file.name), signal })),
  })
  return photo.id
}

/** A connection that hangs is given up like one that broke: nothing else waits for it. */
async function within<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(Math.round(ms))
  try {
    return await ask(signal)
  } catch (error) {
    throw signal.aborted ? offline(error) : error
  }
}

async function explain(error: ApiError): Promise<void> {
  if (error.status === 401) return sessionEnded()
  if (error.code === 'device-revoked') return checkRevoked()
  setPhone({ problem: error.status === 0 ? null : error.message })
}
