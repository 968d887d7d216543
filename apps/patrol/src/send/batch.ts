import { ApiError } from '@yihu/client'
import { nextBatch } from '@yihu/domain'
import type { Answered, Outbox, OutboxItem } from '@yihu/domain'
import { photosIn, withFileIds } from '../model/bodies.ts'

/** So many at once: a batch of long reports stays far below what the server reads. */
const MOST_WORDS = 50
/** What has photos goes in short batches: words written meanwhile do not wait for all of them. */
const MOST_PICTURED = 10

/** What goes next: whatever is only words, however late it was written, before what has photos; of one case always in the order of doing. */
export function batchOf(outbox: Outbox, now: number): { readonly items: Outbox; readonly isPictured: boolean } {
  const due = nextBatch(outbox, { now, limit: Infinity })
  const words = due.filter(({ body }) => photosIn(body).length === 0)
  return words.length > 0 ? { items: words.slice(0, MOST_WORDS), isPictured: false } : { items: due.slice(0, MOST_PICTURED), isPictured: true }
}

interface Pictured {
  /** Its photos have arrived: it may go. */
  readonly ready: Outbox
  /** What the server does not take because of a photo. */
  readonly fates: readonly Answered[]
  /** What was tried; of these, whatever is neither ready nor refused waits for its own next time. */
  readonly tried: Outbox
  /** Why something waits, in words; null: nothing does. */
  readonly problem: string | null
  /** The connection broke: the others are left for the next attempt. */
  readonly isCut: boolean
}

/**
 * The server has every photo before it hears of what names it. A photo that it refuses, fails at or never gets whole holds
 * up only its own item.
 * @throws ApiError where nothing else would go either: the session is over, or too much was asked
 */
export async function withPhotos(items: Outbox, uploaded: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>): Promise<Pictured> {
  const ready: OutboxItem[] = []
  const fates: Answered[] = []
  let problem: string | null = null
  for (const [index, item] of items.entries()) {
    try {
      ready.push({ ...item, body: withFileIds(item.body, await uploaded(photosIn(item.body))) })
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401 || error.status === 429) throw error
      if (error.status === 0) return { ready, fates, tried: items.slice(0, index + 1), problem, isCut: true }
      if (error.status >= 500) problem = error.message
      else fates.push({ id: item.id, outcome: 'refused', answer: null, error: { code: error.code, message: error.message }, current: null })
    }
  }
  return { ready, fates, tried: items, problem, isCut: false }
}
