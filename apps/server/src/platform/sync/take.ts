import { ActionForm, Fault } from '@yihu/contracts'
import type { ActionResult, BodyOf, sendActions } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { phoneTime } from './clock.ts'
import { keepAnswers, keptActions, takeIds } from './repo.ts'
import type { KeptAction } from './repo.ts'
import { actorThen, lentLately } from './sight-then.ts'
import { errorOf, fieldsOf, head, repeated, rowOf, takenOf, unread } from './result.ts'
import type { Offered, One, Read, Result, Taking } from './result.ts'
import { runsOf, takeRun } from './take-run.ts'
import type { Fit } from './take-run.ts'

/**
 * Takes a batch in the order it stands: each action once. Neighbours of a kind that can be taken together share a
 * transaction, any other has its own. Whatever is wrong with one, the others do not hear of it; only what the server
 * itself failed at is to be sent again.
 */
export async function takeActions(context: Context, { offered, actor, body }: { offered: Offered; actor: Actor; body: BodyOf<typeof sendActions> }): Promise<ActionResult[]> {
  const received = new Date(context.clock.now())
  const behind = body.sentAt === undefined ? 0 : received.getTime() - Date.parse(body.sentAt)
  const taking: Taking = { offered, actor, device: body.device, received, behind }
  const results: Result[] = []
  const lent = await lentLately(context, actor)
  const takingOf = (read: Read): Taking => {
    const then = actorThen(actor, lent, read.time.at)
    return then === actor ? taking : { ...taking, actor: then }
  }
  // What was done in another sight than today's stands alone.
  const fitThen = (read: Read | Result): Fit | null => ('form' in read && takingOf(read) !== taking ? null : fitOf(read, actor))
  for (const { items, fits } of runsOf(body.actions.map((raw) => readOne(taking, raw)), fitThen)) {
    const alone = (read: Read): Promise<Result> => takeOne(context, takingOf(read), read)
    if (fits.length > 0) results.push(...(await takeRun(context, { taking, fits, alone })))
    else for (const read of items) results.push('form' in read ? await alone(read) : read)
  }
  return results.map((result, index) => ({ index, ...result }))
}

/** An action and what it asks for, or what is wrong with it. */
function readOne(taking: Taking, raw: unknown): Read | Result {
  const parsed = ActionForm.safeParse(raw)
  if (!parsed.success) return unread(idOf(raw), new Fault('input-invalid', { fields: fieldsOf(parsed.error.issues) }))
  const form = parsed.data
  const kind = taking.offered.kinds.get(form.kind)
  // Not kept: an older server may learn the kind.
  return kind ? { form, kind, time: phoneTime(Date.parse(form.at), taking) } : unread(form.id, new Fault('action-unknown', { details: { kind: form.kind } }))
}

/** What will be refused by itself spoils no stretch. */
function fitOf(read: Read | Result, actor: Actor): Fit | null {
  if (!('form' in read)) return null
  const { together, permission, body: schema } = read.kind
  if (!together || !actor.permissions.has(permission)) return null
  const body = schema.safeParse(read.form.body)
  return body.success && together.fits(body.data) ? { read, body: body.data, together } : null
}

async function takeOne(context: Context, taking: Taking, read: Read): Promise<Result> {
  try {
    return await context.db.transact(taking.actor.scope, (tx) => applyOnce(tx, context, { taking, read }))
  } catch (error) {
    if (!isFinal(error)) return unfinished(context, read.form, error)
    return context.db.transact(taking.actor.scope, (tx) => refuseOnce(tx, context, { taking, read, fault: error }))
  }
}

async function applyOnce(tx: Tx, context: Context, { taking, read }: One): Promise<Result> {
  const { form, kind } = read
  const before = await takenBefore(tx, { taking, read }, 'applied')
  if (before) return before
  if (!taking.actor.permissions.has(kind.permission)) throw new Fault('permission-missing', { details: { permission: taking.offered.permissions.get(kind.permission) ?? kind.permission } })
  const body = kind.body.safeParse(form.body)
  if (!body.success) throw new Fault('input-invalid', { fields: fieldsOf(body.error.issues) })
  const answer = await kind.apply(tx, context, takenOf({ taking, read }, body.data))
  await keepAnswers(tx, [{ id: form.id, answer: { answer } }])
  return { ...head(read), outcome: 'applied', answer, error: null, current: null }
}

/** The answer of then, where its id was taken before; otherwise it is taken now. */
async function takenBefore(tx: Tx, one: One, outcome: KeptAction['outcome']): Promise<Result | null> {
  const { id } = one.read.form
  return (await takeIds(tx, [rowOf(one, outcome)])).has(id) ? null : repeated((await keptActions(tx, [id])).get(id), id)
}

/** Of a refusal its words are kept, of a clash also how the thing stood. */
async function refuseOnce(tx: Tx, context: Context, { taking, read, fault }: One & { fault: Fault }): Promise<Result> {
  const { form, kind } = read
  const outcome = CLASHES.has(fault.code) ? 'clash' : 'refused'
  const before = await takenBefore(tx, { taking, read }, outcome)
  if (before) return before
  const body = outcome === 'clash' ? kind.body.safeParse(form.body) : null
  const current = (body?.success ? await kind.present?.(tx, context, takenOf({ taking, read }, body.data)) : null) ?? null
  const error = errorOf(fault)
  await keepAnswers(tx, [{ id: form.id, answer: { error, current } }])
  return { ...head(read), outcome, answer: null, error, current }
}

/** Somebody else was first: two versions stand side by side and a person decides. */
const CLASHES: ReadonlySet<string> = new Set(['case-changed', 'conflict'])

function unfinished(context: Context, form: ActionForm, error: unknown): Result {
  context.log.error({ err: error, action: form.id, kind: form.kind }, 'an action of a phone failed')
  return { ...unread(form.id, error instanceof Fault ? error : new Fault('internal', { details: { requestId: form.id } })), outcome: 'failed' }
}

/** What would be the same again; a server that is full or busy is not. */
function isFinal(error: unknown): error is Fault {
  return error instanceof Fault && error.status < 500 && error.code !== 'too-many-requests'
}

function idOf(raw: unknown): string | null {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id.toWellFormed().slice(0, 100) : null
}
