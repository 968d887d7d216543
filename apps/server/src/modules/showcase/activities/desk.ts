import { Fault, STORY_ACTS, STORY_STATES } from '@yihu/contracts'
import type { ActivityForm, actOnActivity, AnswerOf, BodyOf, DeskActivity, linkStory, listDeskActivities, QueryOf, saveActivity } from '@yihu/contracts'
import { monthSpan } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import type { AreaIndex } from '../../../platform/areas/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { homeOf } from '../../../platform/imports/index.ts'
import { whoIs } from '../desk.ts'
import type { Changing } from '../desk.ts'
import { mayChange, nextStory, possibleActs } from '../flow.ts'
import { namesIn, refusePersonal } from '../personal.ts'
import { lockStory, titlesOf } from '../repo.ts'
import { deskActivities, hasBegun, insertActivities, lockActivity, updateActivity } from './repo-activity.ts'
import type { StoredActivity } from './repo-activity.ts'
import { NONE_TAKEN, takenOf } from './repo-signup.ts'
import type { Taken } from './repo-signup.ts'

const SHOWN = 200

/** Activities of one's own area, narrowed as asked; of a month those that begin in it. */
export async function listDesk(context: Context, actor: Actor, { month, area, state }: QueryOf<typeof listDeskActivities>): Promise<AnswerOf<typeof listDeskActivities>> {
  const [areas, now] = [await areasOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const found = await deskActivities(tx, { span: month === undefined ? undefined : monthSpan(month), area, state, limit: SHOWN })
    const taken = await takenOf(tx, found.map(({ id }) => id))
    const stories = await storiesOf(tx, found)
    return { activities: found.map((one) => onDesk(one, { actor, areas, taken: taken.get(one.id), stories, now })) }
  })
}

/** Begins an activity as a draft of the writer's own area. */
export async function write(context: Context, actor: Actor, { form, ip }: { readonly form: ActivityForm; readonly ip: string }): Promise<DeskActivity> {
  const [areas, path, at] = [await areasOf(context), await homeOf(context, actor.scope), context.clock.now()]
  const activity: StoredActivity = { id: newId(at), path, form, state: 'draft', version: 1, writtenBy: actor.userId, writtenName: actor.name, decidedName: null, note: '', changedAt: new Date(at), storyId: null }
  return context.db.transact(actor.scope, async (tx) => {
    await insertActivities(tx, [activity])
    await record(tx, { at, by: actor, action: 'activity.write', object: form.title, result: 'done', ip, detail: { id: activity.id } })
    return onDesk(activity, { actor, areas, taken: undefined, stories: new Map(), now: at })
  })
}

/** Changes a draft; whoever does so has written it. @throws not-found, conflict, activity-not-now, activity-seats */
export async function save(context: Context, actor: Actor, asked: Changing<BodyOf<typeof saveActivity>>): Promise<DeskActivity> {
  const { activity: form } = asked.body
  return change(context, actor, { ...asked, action: 'save' }, (activity, taken) => {
    if (!mayChange(activity.state, whoIs(actor, activity))) throw new Fault('activity-not-now', { details: { state: STORY_STATES[activity.state] } })
    if (taken.attendee > form.seats || taken.volunteer > form.volunteerSeats) throw new Fault('activity-seats', { details: { taken: taken.attendee + taken.volunteer } })
    return { form, state: 'draft', writtenBy: actor.userId, writtenName: actor.name }
  })
}

/**
 * Hands an activity in, publishes it as a second person, gives it back or takes it down; the rules are those of stories.
 * @throws not-found, conflict, input-invalid, permission-missing, approver-is-requester, activity-not-now, story-personal
 */
export async function act(context: Context, actor: Actor, asked: Changing<BodyOf<typeof actOnActivity>>): Promise<DeskActivity> {
  const { act: name, note = '' } = asked.body
  if ((name === 'return' || name === 'withdraw') && note.trim() === '') throw new Fault('input-invalid', { fields: { note: name === 'withdraw' ? '请写明原因，写的人和报名的人看得到' : '请写明原因，写的人看得到' } })
  return change(context, actor, { ...asked, action: name, detail: { act: STORY_ACTS[name], note } }, (activity) => {
    const next = nextStory(activity.state, name, whoIs(actor, activity))
    if ('code' in next) throw new Fault(next.code === 'story-not-now' ? 'activity-not-now' : next.code, { details: { state: STORY_STATES[activity.state], permission: '审核发布' } })
    if (next.to === 'waiting' || next.to === 'published') refusePersonal(wordsOf(activity))
    // Whoever signed up reads why it does not take place.
    if (next.to === 'withdrawn') refusePersonal(note)
    return { state: next.to, note, decidedName: name === 'submit' ? null : actor.name }
  })
}

/** Joins a published story to what it tells of, or takes it off, which may be done at any time. @throws not-found, conflict, activity-not-now, story-gone */
export async function link(context: Context, actor: Actor, asked: Changing<BodyOf<typeof linkStory>>): Promise<DeskActivity> {
  const { storyId } = asked.body
  return change(context, actor, { ...asked, action: 'link', detail: { storyId } }, async (activity, _taken, tx) => {
    if (storyId === null) return { storyId }
    const isNow = activity.state === 'published' && hasBegun(activity, context.clock.now())
    if (!isNow) throw new Fault('activity-not-now', { details: { state: activity.state === 'published' ? '已发布，还没开始' : STORY_STATES[activity.state] } })
    if ((await lockStory(tx, storyId))?.state !== 'published') throw new Fault('story-gone')
    return { storyId }
  })
}

type Change = Partial<Pick<StoredActivity, 'form' | 'state' | 'writtenBy' | 'writtenName' | 'decidedName' | 'note' | 'storyId'>>
interface Asked extends Changing<{ readonly version: number }> {
  readonly action: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** The next version of an activity in sight, in the version somebody has before them. @throws not-found, conflict */
async function change(context: Context, actor: Actor, { id, body: { version }, ip, action, detail }: Asked, how: (activity: StoredActivity, taken: Taken, tx: Tx) => Change | Promise<Change>): Promise<DeskActivity> {
  const [areas, at] = [await areasOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const activity = await requireActivity(tx, id)
    if (activity.version !== version) throw new Fault('conflict', { current: { version: activity.version, state: activity.state } })
    const taken = (await takenOf(tx, [id])).get(id) ?? NONE_TAKEN
    const next: StoredActivity = { ...activity, ...(await how(activity, taken, tx)), version: version + 1, changedAt: new Date(at) }
    await updateActivity(tx, next)
    await record(tx, { at, by: actor, action: `activity.${action}`, object: next.form.title, result: 'done', ip, detail: { id, ...detail } })
    return onDesk(next, { actor, areas, taken, stories: await storiesOf(tx, [next]), now: at })
  })
}

/** An activity in sight, locked. @throws not-found */
export async function requireActivity(tx: Tx, id: string): Promise<StoredActivity> {
  const activity = await lockActivity(tx, id)
  if (!activity) throw new Fault('not-found')
  return activity
}

function wordsOf({ form: { title, place, audience, body } }: StoredActivity): string {
  return [title, place, audience, body].join('\n')
}

/** The stories told of activities, as far as they are in sight. */
function storiesOf(tx: Tx, activities: readonly StoredActivity[]): ReturnType<typeof titlesOf> {
  return titlesOf(tx, activities.flatMap(({ storyId }) => storyId ?? []))
}

interface Beside {
  readonly actor: Actor
  readonly areas: AreaIndex
  readonly taken: Taken | undefined
  readonly stories: Awaited<ReturnType<typeof titlesOf>>
  readonly now: number
}

function onDesk(activity: StoredActivity, { actor, areas, taken = NONE_TAKEN, stories, now }: Beside): DeskActivity {
  const { id, form, version, state, path, writtenName, decidedName, note, storyId } = activity
  const who = whoIs(actor, activity)
  return {
    id, form, version, state, areaName: areas.nameOf(path), writtenBy: writtenName, decidedBy: decidedName, note,
    taken: taken.attendee, volunteers: taken.volunteer, hours: taken.hours, names: namesIn(wordsOf(activity)), acts: possibleActs(state, who), canEdit: mayChange(state, who), hasBegun: hasBegun(activity, now),
    story: storyId === null ? null : { id: storyId, ...(stories.get(storyId) ?? { title: null, state: null }) },
  }
}
