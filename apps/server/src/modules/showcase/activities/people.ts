import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, confirmHours, DeskSignup, listSignups, revealSignup } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { purposeText, record } from '../../../platform/audit/index.ts'
import { requireActivity } from './desk.ts'
import { activityOf, hasBegun } from './repo-activity.ts'
import { forgetPeople, lockSignup, setHours, signupsOf } from './repo-signup.ts'
import type { StoredSignup } from './repo-signup.ts'

const DAY_MS = 86_400_000
/** Who took part is forgotten so long after it; a volunteer may look up their hours for a year. */
const KEEP_ATTENDEES_DAYS = 90
const KEEP_VOLUNTEERS_DAYS = 365
const PURPOSES = { contact: '联系报名人', verify: '核对到场的人' } as const

/** Who signed up for an activity in sight, masked. @throws not-found */
export async function listPeople(context: Context, { scope }: Actor, id: string): Promise<AnswerOf<typeof listSignups>> {
  return context.db.transact(scope, async (tx) => {
    if (!(await activityOf(tx, id))) throw new Fault('not-found')
    return { signups: (await signupsOf(tx, context, id)).map(rowOf) }
  })
}

function rowOf({ id, part, state, name, phone, hours, confirmedName, at }: StoredSignup): DeskSignup {
  return { id, part, state, name: name && maskName(name), phone: phone && maskPhone(phone), hours, confirmedBy: confirmedName, at: at.toISOString() }
}

interface Asking<B> {
  readonly id: string
  readonly signup: string
  readonly body: B
  readonly ip: string
}

/** Who signed up, in clear text, for a purpose that is written down. @throws not-found */
export async function reveal(context: Context, actor: Actor, { id, signup, body: { purpose, note }, ip }: Asking<BodyOf<typeof revealSignup>>): Promise<AnswerOf<typeof revealSignup>> {
  return context.db.transact(actor.scope, async (tx) => {
    const { form: { title } } = await requireActivity(tx, id)
    const { name, phone } = await requireSignup(tx, context, { activityId: id, id: signup })
    await record(tx, { at: context.clock.now(), by: actor, action: 'activity.reveal', object: title, purpose: purposeText(PURPOSES[purpose], note), result: 'done', ip, detail: { id, signup } })
    return { name, phone }
  })
}

/** Notes how long a volunteer served; zero, that they did not come. @throws not-found, signup-not-now */
export async function confirm(context: Context, actor: Actor, { id, signup, body: { hours }, ip }: Asking<BodyOf<typeof confirmHours>>): Promise<DeskSignup> {
  const at = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const activity = await requireActivity(tx, id)
    const held = await requireSignup(tx, context, { activityId: id, id: signup })
    const why = activity.state !== 'published' ? '活动没有发布，或者已经撤下' : !hasBegun(activity, at) ? '活动还没开始' : held.part !== 'volunteer' ? '报的是参加，不是志愿者' : held.state !== 'taken' ? '本人已经取消报名' : null
    if (why !== null) throw new Fault('signup-not-now', { details: { why } })
    await setHours(tx, held.id, { hours, by: actor.name, at: new Date(at) })
    await record(tx, { at, by: actor, action: 'activity.hours', object: activity.form.title, result: 'done', ip, detail: { id, signup, hours } })
    return rowOf({ ...held, hours, confirmedName: actor.name })
  })
}

async function requireSignup(tx: Tx, context: Context, wanted: { readonly activityId: string; readonly id: string }): Promise<StoredSignup> {
  const held = await lockSignup(tx, context, wanted)
  if (!held) throw new Fault('not-found')
  return held
}

/** Each night: who took part long ago is forgotten, that somebody did stays. */
export async function forgetParticipants(context: Context): Promise<void> {
  const before = (days: number) => new Date(context.clock.now() - days * DAY_MS)
  await context.db.transact(systemScope, (tx) => forgetPeople(tx, { attendeesBefore: before(KEEP_ATTENDEES_DAYS), volunteersBefore: before(KEEP_VOLUNTEERS_DAYS) }))
}
