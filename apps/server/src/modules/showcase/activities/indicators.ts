import { monthOf, monthSpan, timeText } from '@yihu/domain'
import type { Indicator, PeopleRegister } from '../../../kernel/indicator.ts'
import { onePage } from '../../../kernel/list-sheet.ts'
import { sumsOf } from '../../../platform/areas/index.ts'
import { listDesk } from './desk.ts'
import { activitiesByPlace, countActivities } from './repo-activity.ts'
import { tallySignups } from './repo-signup.ts'

const practice = { screens: ['shijian'], source: 'activity、activity_signup', narrowed: '活动：本月、已发布的' } as const
const party = { ...practice, screens: ['dang'] } as const
const HELD_BACK = '不足 10 人，或能推算出不足 10 人的，不显示。'
const STAYS = '报名人的姓名和电话只在活动的报名名单里看，是遮住的；要联系或核对时由能看报名的人写明用途逐个查看，记入审计，到期销毁，所以不做成表。活动本身的表在“本月活动”里导出。'
const listOf = (area: string, now: number) => `/activities?month=${monthOf(now)}&state=published&area=${area}`
const thisMonth = (now: number) => monthSpan(monthOf(now))

const participants: PeopleRegister = { id: 'activity_signup', tally: (tx, now) => tallySignups(tx, thisMonth(now)) }

/** What the street does together this month. */
export const indicators: readonly Indicator[] = [
  {
    ...practice, id: 'activities.month', name: '本月活动', definition: '已发布、开始时间在本月的活动。', unit: '个', permission: 'story.edit',
    measure: async ({ db }, { actor, area, now }) => ({ value: await db.transact(actor.scope, (tx) => countActivities(tx, { area, ...thisMonth(now) })), list: listOf(area, now) }),
    sheet: {
      columns: ['活动', '在哪里', '地点', '开始', '结束', '参加名额', '志愿者名额', '报名', '其中志愿者', '时长（小时）'],
      pages: (context, { actor, area, now }) => onePage(listDesk(context, actor, { month: monthOf(now), area, state: 'published' }).then(({ activities }) => activities), ({ form, areaName, taken, volunteers, hours }) => [
        form.title, areaName, form.place, timeText(form.startsAt), timeText(form.endsAt), String(form.seats), String(form.volunteerSeats), String(taken), String(volunteers), String(hours),
      ]),
    },
    everywhere: async ({ db }, { actor, now }) => sumsOf(await db.transact(actor.scope, (tx) => activitiesByPlace(tx, thisMonth(now)))),
  },
  {
    ...party, id: 'activities.taken', name: '本月活动报名', definition: `本月活动没有取消的报名，参加的和志愿者都算，一人报几个算几次。${HELD_BACK}`, unit: '人次', permission: 'activity.people', stays: STAYS,
    people: { register: participants, what: ['taken'], isShare: false, list: listOf },
  },
  {
    ...practice, id: 'activities.volunteers', name: '本月志愿者', definition: `本月活动没有取消的志愿者报名，一人报几个算几次。${HELD_BACK}`, unit: '人次', permission: 'activity.people', stays: STAYS,
    people: { register: participants, what: ['volunteers', 'taken'], isShare: false, list: listOf },
  },
  {
    ...party, id: 'activities.hours', name: '本月志愿服务时长', definition: '本月活动由主办人确认的时长之和，取整小时；不足 10 小时，或能推算出不足 10 小时的，不显示。', unit: '小时', permission: 'activity.people', stays: STAYS,
    people: { register: participants, what: ['hours'], isShare: false, list: listOf },
  },
]
