import { ACTIVITY_PARTS } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { KnownPerson, PersonData } from '../../../kernel/module.ts'
import { recordMany } from '../../../platform/audit/index.ts'
import { leftBy } from '../../../platform/pool/index.ts'
import { activitiesById } from './repo-activity.ts'
import { forgetHolder, signupsOfPhone } from './repo-signup.ts'
import type { StoredSignup } from './repo-signup.ts'
import { destroyed } from './sign-up.ts'

/** Who signed up for what: a seat that lies ahead is given back with the name, hours that were served stay as a number. */
export const personData: PersonData = {
  name: '活动报名',
  tell: async (tx, context, persons) => {
    const signups = (await signupsOf(tx, context, persons)).map(({ signup }) => signup)
    const activities = await activitiesById(tx, signups.map(({ activityId }) => activityId))
    return signups.map(({ at, activityId, part, name }) => [localDate(at.getTime()), `报名 ${activities.get(activityId)?.form.title ?? ''}`, ACTIVITY_PARTS[part], name, '留了电话'].filter(Boolean).join('，'))
  },
  erase: async (tx, context, persons) => {
    const now = context.clock.now()
    const ids: string[] = []
    for (const { phone, signup } of await signupsOf(tx, context, persons)) {
      const erased = await forgetHolder(tx, context, { phone, id: signup.id, now: new Date(now) })
      await recordMany(tx, erased.map((one) => ({ at: now, by: null, purpose: '数据池抹去个人信息', result: 'done', ip: null, ...destroyed(one) })))
      ids.push(...erased.map(({ id }) => id))
    }
    return ids
  },
}

function signupsOf(tx: Tx, context: Context, persons: readonly KnownPerson[]): Promise<{ phone: string; signup: StoredSignup }[]> {
  return leftBy(persons, { ofPhone: async (phone) => (await signupsOfPhone(tx, context, { phone })).map((signup) => ({ phone, signup })), nameOf: ({ signup }) => signup.name, idOf: ({ signup }) => signup.id })
}
