import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { ChannelSetting, isWanted } from './channel.ts'
import { pushTime } from './quiet-hours.ts'
import { insertNotices, insertOutgoing, readChannelSetting } from './repo.ts'

/** That a message did not leave never leaves itself: it would go the same broken way. */
export const UNDELIVERED = 'notice.undelivered'

/** Something people should know. */
export interface NoticeForm {
  readonly userIds: readonly string[]
  /** `noun.past-participle` of what happened, e.g. `case.moved`. */
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly caseRef?: { readonly id: string; readonly number: string }
  readonly card?: 'green' | 'yellow' | 'red'
  /** The same key tells a person, and leaves the house, only once. */
  readonly dedupeKey?: string
  /** Leaves the house also at night; a red card always does. */
  readonly isUrgent?: boolean
}

/**
 * Tells people, within `tx`: a notice each, a live event each, and one message to every channel that is configured for
 * this kind. What leaves the house waits in the tray until a job sends it; what is not urgent waits until 7:00.
 */
export async function notify(tx: Tx, { clock, log }: Pick<Context, 'clock' | 'log'>, form: NoticeForm): Promise<void> {
  const now = clock.now()
  const users = [...new Set(form.userIds)]
  if (users.length > 0) await tell(tx, users, { form, now })
  const setting = z.array(ChannelSetting).safeParse(await readChannelSetting(tx))
  if (!setting.success) {
    log.error({ issues: setting.error.issues.map(({ path, message }) => ({ path, message })) }, 'setting notices.channels cannot be read')
    return
  }
  const isUrgent = form.isUrgent === true || form.card === 'red'
  const wanted = setting.data.filter(({ kinds }) => form.kind !== UNDELIVERED && isWanted(form.kind, kinds))
  await insertOutgoing(
    tx,
    wanted.map(({ id }) => ({
      id: newId(now), key: `${id}:${form.dedupeKey ?? newId(now)}`, channel: id, title: form.title, text: form.text, isUrgent,
      dueAt: new Date(pushTime(now, { isUrgent })), at: new Date(now),
    })),
  )
}

async function tell(tx: Tx, users: readonly string[], { form, now }: { form: NoticeForm; now: number }): Promise<void> {
  const notices = users.map((userId) => ({
    id: newId(now), userId, at: new Date(now), kind: form.kind, title: form.title, text: form.text, caseId: form.caseRef?.id ?? null,
    caseNumber: form.caseRef?.number ?? null, card: form.card ?? null, dedupeKey: form.dedupeKey ?? null,
  }))
  const added = await insertNotices(tx, notices)
  if (added === 0) return
  await emit(
    tx,
    notices.map(({ id, userId, kind, title, text, caseId, caseNumber, card }) => ({
      topic: 'notice.added', scopePath: null, payload: { userId, id, kind, title, text, caseId, caseNumber, card },
    })),
  )
}
