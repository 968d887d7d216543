import { ACTIVITY_PARTS, Fault, SIGNUP_STATES } from '@yihu/contracts'
import type { ActivitySignup, AnswerOf, BodyOf, listOwnSignups, signUp as contract } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Destroyed, PhoneData } from '../../../kernel/module.ts'
import { newId } from '../../../kernel/id.ts'
import { actsOnEach, recordMany } from '../../../platform/audit/index.ts'
import { activitiesById, hasBegun, lockActivity } from './repo-activity.ts'
import type { StoredActivity } from './repo-activity.ts'
import { cancelTaken, forgetHolder, heldBy, hoursOfPhone, insertSignup, NONE_TAKEN, signupsOfPhone, takenOf } from './repo-signup.ts'
import type { StoredSignup } from './repo-signup.ts'

/** So many are listed; the hours are the sum of all. */
const MOST = 200
const LOOKS_SHOWN = 100

/** Somebody who signed in by telephone. */
interface Person {
  readonly phone: string | null
}

/** The telephone somebody signed in with. @throws phone-needed for whoever came by WeChat alone */
function phoneOf({ phone }: Person): string {
  if (phone === null) throw new Fault('phone-needed')
  return phone
}

/**
 * Takes a seat. All who want one of the same activity come one after the other, so that never more are given than there
 * are; the same telephone once more holds what it holds.
 * @throws phone-needed, activity-gone, activity-closed, activity-signed, activity-full
 */
export async function signUp(context: Context, person: Person, { id, body: { part, name } }: { readonly id: string; readonly body: BodyOf<typeof contract> }): Promise<ActivitySignup> {
  const [phone, now] = [phoneOf(person), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const activity = await requireOpen(tx, id, now)
    const held = await heldBy(tx, context, { activityId: id, phone })
    if (held && held.part !== part) throw new Fault('activity-signed', { details: { part: ACTIVITY_PARTS[held.part] } })
    if (held) return oneShown(tx, held, { activity, now })
    const taken = (await takenOf(tx, [id])).get(id) ?? NONE_TAKEN
    const most = part === 'attendee' ? activity.form.seats : activity.form.volunteerSeats
    if (taken[part] >= most) throw new Fault('activity-full', { details: { part: ACTIVITY_PARTS[part] } })
    const signup = { id: newId(now), activityId: id, part, name, phone, at: new Date(now) }
    await insertSignup(tx, context, { ...signup, path: activity.path })
    return oneShown(tx, { ...signup, state: 'taken', hours: null, confirmedName: null }, { activity, now })
  })
}

/** Gives one's seat back before it begins. @throws phone-needed, activity-gone, activity-closed */
export async function cancel(context: Context, person: Person, id: string): Promise<ActivitySignup> {
  const [phone, now] = [phoneOf(person), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const activity = await requireOpen(tx, id, now)
    const held = await heldBy(tx, context, { activityId: id, phone })
    if (!held) throw new Fault('activity-gone')
    await cancelTaken(tx, held.id, new Date(now))
    return oneShown(tx, { ...held, state: 'cancelled' }, { activity, now })
  })
}

/** Destroys one's name and telephone in one activity, because one asks for it. @throws phone-needed, activity-gone where there is nothing of one's own */
export async function eraseOwn(context: Context, person: Person, { id, ip }: { readonly id: string; readonly ip: string }): Promise<void> {
  const [phone, now] = [phoneOf(person), context.clock.now()]
  await context.db.transact(systemScope, async (tx) => {
    const erased = await forgetHolder(tx, context, { phone, activityId: id, now: new Date(now) })
    if (erased.length === 0) throw new Fault('activity-gone')
    await recordMany(tx, erased.map((one) => ({ at: now, by: null, purpose: '本人登录后要求', result: 'done', ip, ...destroyed(one) })))
  })
}

/** Sign-ups by their telephone. */
export const phoneData: PhoneData = {
  erase: async (tx, context, phone) => (await forgetHolder(tx, context, { phone, now: new Date(context.clock.now()) })).map(destroyed),
}

/** What was destroyed of a sign-up, for the audit trail. */
export function destroyed({ id, activityId, title }: { readonly id: string; readonly activityId: string; readonly title: string }): Destroyed {
  return { action: 'activity.erase-contact', object: title, detail: { id: activityId, signup: id } }
}

async function requireOpen(tx: Tx, id: string, now: number): Promise<StoredActivity> {
  const activity = await lockActivity(tx, id)
  if (activity?.state !== 'published') throw new Fault('activity-gone')
  if (hasBegun(activity, now)) throw new Fault('activity-closed')
  return activity
}

/** The latest sign-ups of one's telephone, and all hours that were confirmed. @throws phone-needed */
export async function ownSignups(context: Context, person: Person): Promise<AnswerOf<typeof listOwnSignups>> {
  const [phone, now] = [phoneOf(person), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const found = await signupsOfPhone(tx, context, { phone, limit: MOST + 1 })
    const held = found.slice(0, MOST)
    const activities = await activitiesById(tx, held.map(({ activityId }) => activityId))
    const looks = await looksAt(tx, held)
    const signups = held.flatMap((signup) => {
      const activity = activities.get(signup.activityId)
      return activity ? [shown(signup, { activity, now, looks })] : []
    })
    return { signups, hours: await hoursOfPhone(tx, context, phone), isCut: found.length > MOST }
  })
}

type Looks = Awaited<ReturnType<typeof looksAt>>

/** Who looked at these sign-ups, whatever their activities are called by now. */
async function looksAt(tx: Tx, signups: readonly StoredSignup[]) {
  return actsOnEach(tx, { action: 'activity.reveal', fact: 'signup', ids: signups.map(({ id }) => id), limit: LOOKS_SHOWN })
}

async function oneShown(tx: Tx, signup: StoredSignup, { activity, now }: { readonly activity: StoredActivity; readonly now: number }): Promise<ActivitySignup> {
  return shown(signup, { activity, now, looks: await looksAt(tx, [signup]) })
}

function shown({ id, activityId, part, state, hours }: StoredSignup, { activity, now, looks }: { readonly activity: StoredActivity; readonly now: number; readonly looks: Looks }): ActivitySignup {
  const { form: { title, startsAt }, state: activityState, note } = activity
  return {
    activityId, title, startsAt, part, partName: ACTIVITY_PARTS[part], state, hours: activityState === 'published' ? hours : null,
    stateText: activityState === 'published' ? SIGNUP_STATES[state] : activityState === 'withdrawn' ? `活动不办了：${note}` : '活动有变动，等重新发布',
    canCancel: activityState === 'published' && state === 'taken' && !hasBegun(activity, now),
    looks: (looks.get(id) ?? []).map(({ at, ...look }) => ({ at: at.toISOString(), ...look })),
  }
}
