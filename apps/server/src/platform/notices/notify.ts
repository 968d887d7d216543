import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { ChannelSetting, isWanted } from './channel.ts'
import { pushTime } from './quiet-hours.ts'
import { insertNotices, insertOutgoing, readChannelSetting } from './repo.ts'
import type { NewOutgoing } from './repo.ts'

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
export async function notify(tx: Tx, context: Pick<Context, 'clock' | 'log'>, form: NoticeForm): Promise<void> {
  await notifyAll(tx, context, [form])
}

/** The same of many things at once, written together. */
export async function notifyAll(tx: Tx, { clock, log }: Pick<Context, 'clock' | 'log'>, forms: readonly NoticeForm[]): Promise<void> {
  if (forms.length === 0) return
  const now = clock.now()
  await tell(tx, forms, now)
  const setting = z.array(ChannelSetting).safeParse(await readChannelSetting(tx))
  if (!setting.success) {
    log.error({ issues: setting.error.issues.map(({ path, message }) => ({ path, message })) }, 'setting notices.channels cannot be read')
    return
  }
  await insertOutgoing(tx, forms.flatMap((form) => outgoingOf(form, { channels: setting.data, now })))
}

function outgoingOf(form: NoticeForm, { channels, now }: { channels: readonly ChannelSetting[]; now: number }): NewOutgoing[] {
  const isUrgent = form.isUrgent === true || form.card === 'red'
  const wanted = channels.filter(({ kinds }) => form.kind !== UNDELIVERED && isWanted(form.kind, kinds))
  return wanted.map(({ id }) => ({
    id: newId(now), key: `${id}:${form.dedupeKey ?? newId(now)}`, channel: id, title: form.title, text: form.text, isUrgent,
    dueAt: new Date(pushTime(now, { isUrgent })), at: new Date(now),
  }))
}

async function tell(tx: Tx, forms: readonly NoticeForm[], now: number): Promise<void> {
  const notices = forms.flatMap((form) => [...new Set(form.userIds)].map((userId) => ({
    id: newId(now), userId, at: new Date(now), kind: form.kind, title: form.title, text: form.text, caseId: form.caseRef?.id ?? null,
    caseNumber: form.caseRef?.number ?? null, card: form.card ?? null, dedupeKey: form.dedupeKey ?? null,
  })))
  if (notices.length === 0) return
  const added = await insertNotices(tx, notices)
  if (added === 0) return
  await emit(
    tx,
    notices.map(({ id, userId, kind, title, text, caseId, caseNumber, card }) => ({
      topic: 'notice.added', scopePath: null, payload: { userId, id, kind, title, text, caseId, caseNumber, card },
    })),
  )
}
