import { ActionForm, Fault } from '@yihu/contracts'
import type { ActionResult, BodyOf, sendActions } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { issueText } from '../../kernel/http/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { ActionTaken, OfflineAction } from '../../kernel/module.ts'
import { phoneTime } from './clock.ts'
import type { PhoneTime } from './clock.ts'
import { keepAnswer, keptAction, takeId } from './repo.ts'
import type { KeptAction } from './repo.ts'

/** All actions any module declares, by kind, and what permissions are called. */
export interface Offered {
  readonly kinds: ReadonlyMap<string, OfflineAction>
  readonly permissions: ReadonlyMap<string, string>
}

interface Taking {
  readonly offered: Offered
  readonly actor: Actor
  readonly device: string
  readonly received: Date
  /** Milliseconds by which the phone's clock is behind. */
  readonly behind: number
}

type Result = Omit<ActionResult, 'index'>
type Read = { readonly form: ActionForm; readonly kind: OfflineAction; readonly time: PhoneTime }

/**
 * Takes a batch in the order it stands: each action once, in a transaction of its own. Whatever is wrong with one, the
 * others do not hear of it; only what the server itself failed at is to be sent again.
 */
export async function takeActions(context: Context, { offered, actor, body }: { offered: Offered; actor: Actor; body: BodyOf<typeof sendActions> }): Promise<ActionResult[]> {
  const received = new Date(context.clock.now())
  const behind = body.sentAt === undefined ? 0 : received.getTime() - Date.parse(body.sentAt)
  const taking: Taking = { offered, actor, device: body.device, received, behind }
  const results: ActionResult[] = []
  for (const [index, raw] of body.actions.entries()) results.push({ index, ...(await takeOne(context, taking, raw)) })
  return results
}

async function takeOne(context: Context, taking: Taking, raw: unknown): Promise<Result> {
  const parsed = ActionForm.safeParse(raw)
  if (!parsed.success) return unread(idOf(raw), new Fault('input-invalid', { fields: fieldsOf(parsed.error.issues) }))
  const form = parsed.data
  const kind = taking.offered.kinds.get(form.kind)
  // Not kept: an older server may learn the kind.
  if (!kind) return unread(form.id, new Fault('action-unknown', { details: { kind: form.kind } }))
  const read: Read = { form, kind, time: phoneTime(Date.parse(form.at), taking) }
  try {
    return await context.db.transact(taking.actor.scope, (tx) => applyOnce(tx, context, { taking, read }))
  } catch (error) {
    if (!isFinal(error)) return unfinished(context, form, error)
    return context.db.transact(taking.actor.scope, (tx) => refuseOnce(tx, context, { taking, read, fault: error }))
  }
}

interface One {
  readonly taking: Taking
  readonly read: Read
}

async function applyOnce(tx: Tx, context: Context, { taking, read }: One): Promise<Result> {
  const { form, kind } = read
  if (!(await takeId(tx, rowOf({ taking, read }, 'applied')))) return repeated(await keptAction(tx, form.id), form.id)
  if (!taking.actor.permissions.has(kind.permission)) throw new Fault('permission-missing', { details: { permission: taking.offered.permissions.get(kind.permission) ?? kind.permission } })
  const body = kind.body.safeParse(form.body)
  if (!body.success) throw new Fault('input-invalid', { fields: fieldsOf(body.error.issues) })
  const answer = await kind.apply(tx, context, takenOf({ taking, read }, body.data))
  await keepAnswer(tx, form.id, { answer })
  return { ...head(read), outcome: 'applied', answer, error: null, current: null }
}

/** Of a refusal its words are kept, of a clash also how the thing stood. */
async function refuseOnce(tx: Tx, context: Context, { taking, read, fault }: One & { fault: Fault }): Promise<Result> {
  const { form, kind } = read
  const outcome = CLASHES.has(fault.code) ? 'clash' : 'refused'
  if (!(await takeId(tx, rowOf({ taking, read }, outcome)))) return repeated(await keptAction(tx, form.id), form.id)
  const body = outcome === 'clash' ? kind.body.safeParse(form.body) : null
  const current = (body?.success ? await kind.present?.(tx, context, takenOf({ taking, read }, body.data)) : null) ?? null
  const error = errorOf(fault)
  await keepAnswer(tx, form.id, { error, current })
  return { ...head(read), outcome, answer: null, error, current }
}

/** Somebody else was first: two versions stand side by side and a person decides. */
const CLASHES: ReadonlySet<string> = new Set(['case-changed', 'conflict'])

function rowOf({ taking, read }: One, outcome: KeptAction['outcome']) {
  const { form, time } = read
  return {
    id: form.id, user_id: taking.actor.userId, device: taking.device, kind: form.kind, said_at: new Date(time.said), at: new Date(time.at), received_at: taking.received, outcome,
  }
}

function takenOf({ taking, read }: One, body: unknown): ActionTaken {
  return { id: read.form.id, at: new Date(read.time.at), actor: taking.actor, body }
}

function head({ form, time }: Read) {
  return { id: form.id, isRepeated: false, isClockCorrected: time.at !== time.said }
}

/** The same answer as then. An id that is taken but not in sight is somebody else's. */
function repeated(kept: KeptAction | undefined, id: string): Result {
  if (!kept) return unread(id, new Fault('action-taken'))
  const { answer = null, error = null, current = null } = kept.answer as Partial<Pick<Result, 'answer' | 'error' | 'current'>> // written by this file alone
  return {
    id, outcome: kept.outcome as Result['outcome'], isRepeated: true, isClockCorrected: kept.at.getTime() !== kept.said_at.getTime(), answer, error, current, // outcome checked by the table
  }
}

function unread(id: string | null, fault: Fault): Result {
  return { id, outcome: 'refused', isRepeated: false, isClockCorrected: false, answer: null, error: errorOf(fault), current: null }
}

function unfinished(context: Context, form: ActionForm, error: unknown): Result {
  context.log.error({ err: error, action: form.id, kind: form.kind }, 'an action of a phone failed')
  return { ...unread(form.id, error instanceof Fault ? error : new Fault('internal', { details: { requestId: form.id } })), outcome: 'failed' }
}

/** What would be the same again; a server that is full or busy is not. */
function isFinal(error: unknown): error is Fault {
  return error instanceof Fault && error.status < 500 && error.code !== 'too-many-requests'
}

function errorOf({ code, message, fields }: Fault): NonNullable<Result['error']> {
  return { code, message, ...(fields ? { fields: { ...fields } } : {}) }
}

function fieldsOf(issues: readonly Parameters<typeof issueText>[0][]): Record<string, string> {
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.') || 'body', issueText(issue)]))
}

function idOf(raw: unknown): string | null {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id.toWellFormed().slice(0, 100) : null
}
