import { Fault } from '@yihu/contracts'
import type { ActionForm, ActionResult } from '@yihu/contracts'
import { issueText } from '../../kernel/http/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { ActionTaken, OfflineAction } from '../../kernel/module.ts'
import type { PhoneTime } from './clock.ts'
import type { KeptAction } from './repo.ts'

/** All actions any module declares, by kind, and what permissions are called. */
export interface Offered {
  readonly kinds: ReadonlyMap<string, OfflineAction>
  readonly permissions: ReadonlyMap<string, string>
}

/** One exchange with a phone. */
export interface Taking {
  readonly offered: Offered
  readonly actor: Actor
  readonly device: string
  readonly received: Date
  /** Milliseconds by which the phone's clock is behind. */
  readonly behind: number
}

/** What the phone is told, but for its place in the batch. */
export type Result = Omit<ActionResult, 'index'>
/** An action that was understood so far. */
export type Read = { readonly form: ActionForm; readonly kind: OfflineAction; readonly time: PhoneTime }

/** One action of an exchange. */
export interface One {
  readonly taking: Taking
  readonly read: Read
}

/** As it is kept. */
export function rowOf({ taking, read }: One, outcome: KeptAction['outcome']) {
  const { form, time } = read
  return {
    id: form.id, user_id: taking.actor.userId, device: taking.device, kind: form.kind, said_at: new Date(time.said), at: new Date(time.at), received_at: taking.received, outcome,
  }
}

/** As its module hears of it. */
export function takenOf({ taking, read }: One, body: unknown): ActionTaken {
  return { id: read.form.id, at: new Date(read.time.at), actor: taking.actor, body, shift: read.time.at - read.time.said }
}

/** What is true of every answer to it. */
export function head({ form, time }: Read) {
  return { id: form.id, isRepeated: false, isClockCorrected: time.at !== time.said }
}

/** The same answer as then. An id that is taken but not in sight is somebody else's. */
export function repeated(kept: KeptAction | undefined, id: string): Result {
  if (!kept) return unread(id, new Fault('action-taken'))
  const { answer = null, error = null, current = null } = kept.answer as Partial<Pick<Result, 'answer' | 'error' | 'current'>> // written by this folder alone
  return {
    id, outcome: kept.outcome as Result['outcome'], isRepeated: true, isClockCorrected: kept.at.getTime() !== kept.said_at.getTime(), answer, error, current, // outcome checked by the table
  }
}

/** Refused before it came to its module; not kept. */
export function unread(id: string | null, fault: Fault): Result {
  return { id, outcome: 'refused', isRepeated: false, isClockCorrected: false, answer: null, error: errorOf(fault), current: null }
}

/** A refusal as the phone shows it. */
export function errorOf({ code, message, fields }: Fault): NonNullable<Result['error']> {
  return { code, message, ...(fields ? { fields: { ...fields } } : {}) }
}

/** What is wrong with which field. */
export function fieldsOf(issues: readonly Parameters<typeof issueText>[0][]): Record<string, string> {
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.') || 'body', issueText(issue)]))
}
