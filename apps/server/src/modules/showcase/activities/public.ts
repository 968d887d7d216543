import { Fault } from '@yihu/contracts'
import type { ActivityLine, AnswerOf, listActivities, showActivity } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import type { AreaIndex } from '../../../platform/areas/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { hasBegun, publishedActivities, publishedActivity } from './repo-activity.ts'
import type { StoredActivity } from './repo-activity.ts'
import { NONE_TAKEN, takenOf } from './repo-signup.ts'
import type { Taken } from './repo-signup.ts'

const SHOWN = 100
const PAST_MS = 92 * 86_400_000

/** What everybody may know: what is still to come, the next first, then what was, the latest first. */
export async function listPublished(context: Context): Promise<AnswerOf<typeof listActivities>> {
  const [areas, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const found = await publishedActivities(tx, { street, endedAfter: new Date(now - PAST_MS), limit: SHOWN })
    const taken = await takenOf(tx, found.map(({ id }) => id))
    const isOver = ({ form }: StoredActivity) => Date.parse(form.endsAt) <= now
    const inOrder = [...found.filter((one) => !isOver(one)).toReversed(), ...found.filter(isOver)]
    return { activities: inOrder.map((one) => lineOf(one, { areas, taken: taken.get(one.id), now })) }
  })
}

/** One activity everybody may read. @throws activity-gone */
export async function showPublished(context: Context, id: string): Promise<AnswerOf<typeof showActivity>> {
  const [areas, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const activity = await publishedActivity(tx, { street, id })
    if (!activity) throw new Fault('activity-gone')
    return { ...lineOf(activity, { areas, taken: (await takenOf(tx, [id])).get(id), now }), body: activity.form.body }
  })
}

function lineOf(activity: StoredActivity, { areas, taken = NONE_TAKEN, now }: { readonly areas: AreaIndex; readonly taken: Taken | undefined; readonly now: number }): ActivityLine {
  const { id, form: { title, place, audience, startsAt, endsAt, seats, volunteerSeats }, path, storyId } = activity
  return {
    id, title, place, audience, areaName: areas.nameOf(path), startsAt, endsAt, seats, seatsFree: Math.max(0, seats - taken.attendee), volunteerSeats, volunteersFree: Math.max(0, volunteerSeats - taken.volunteer),
    isOpen: !hasBegun(activity, now), storyId,
  }
}
