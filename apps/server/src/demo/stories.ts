import type { ActivityForm, StoryForm } from '@yihu/contracts'
import { daysAfter, localDate, localTime, toMs } from '@yihu/domain'
import type { Town } from '@yihu/town'
import type { Tx } from '../kernel/db/index.ts'
import { bringInActivities, bringInStories } from '../modules/showcase/index.ts'

/** From the oldest to the latest. */
const PIECES: readonly Omit<StoryForm, 'pictures'>[] = [
  { kind: 'story', title: '四楼的一盏灯', body: '楼道的声控灯坏了半个月，家住四楼的老党员自己买来灯泡，一层一层换上。\n他说：“晚上回来的孩子多，亮着就好。”社区随后把全楼的灯都查了一遍，换了十一盏。' },
  { kind: 'announcement', title: '老旧小区管道检修，分片停水', body: '下周起分片检修供水管道，每片停水不超过四小时，停水前一天在单元门口贴通知。\n家里有行动不便的老人，可以提前告诉网格员，送水上门。\n咨询电话 12345。' },
  { kind: 'story', title: '自改委的一个夏天', body: '停车位怎么划，三次会、两版图，十七户从反对到签字。\n现在车有了位置，消防通道空了出来，孩子们也多了一块能跑的地方。' },
  { kind: 'announcement', title: '便民服务大厅周末也开门', body: '应大家要求，便民服务大厅周六上午照常办理社保、优待证等事项，可以先在“办事服务”里预约。\n不方便出门的，请网格员代办。' },
]

/** So many days ahead, from ten to twelve there. */
const ACTIVITIES: readonly (Omit<ActivityForm, 'startsAt' | 'endsAt'> & { readonly inDays: number })[] = [
  { inDays: 3, title: '冬日义诊进小区', place: '社区党群服务中心一楼', audience: '六十岁以上老人优先', body: '社区医院来三位医生，量血压、测血糖、看慢病用药。\n带上平时吃的药盒。腿脚不便的，志愿者接送。', seats: 60, volunteerSeats: 8 },
  { inDays: 9, title: '周末清河道', place: '涝淄河东岸步道', audience: '成年居民，亲子一起也行', body: '捡拾步道两侧的白色垃圾，工具和手套现场发。\n雨天顺延一周，会在这里说。', seats: 0, volunteerSeats: 30 },
]

/** What the demo street told everybody of late, and what it invites to. Invented. */
export async function loadStories(tx: Tx, { town, accounts, asOf }: { town: Town; accounts: ReadonlyMap<string, string>; asOf: number }): Promise<void> {
  const writers = town.users.filter(({ roles }) => roles.includes('community'))
  const approver = town.users.find(({ roles }) => roles.includes('duty-chief'))?.displayName ?? ''
  await bringInStories(tx, PIECES.flatMap((form, nth) => {
    const user = writers[nth % writers.length]
    const id = user && accounts.get(user.username)
    return user && id ? [{ at: daysBefore(asOf, (PIECES.length - nth) * 5), path: user.areaPath, form, writer: { id, name: user.displayName }, approver }] : []
  }))
  await bringInActivities(tx, ACTIVITIES.flatMap(({ inDays, ...form }, nth) => {
    const user = writers[nth % writers.length]
    const id = user && accounts.get(user.username)
    const day = daysAfter(localDate(asOf), inDays)
    const at = (hour: string): string => new Date(toMs(`${day}T${hour}`)).toISOString()
    return user && id ? [{ at: daysBefore(asOf, 3), path: user.areaPath, form: { ...form, startsAt: at('10:00'), endsAt: at('12:00') }, writer: { id, name: user.displayName }, approver }] : []
  }))
}

/** The same time of the day, so many days before. */
function daysBefore(at: number, days: number): number {
  return toMs(`${daysAfter(localDate(at), -days)}T${localTime(at)}`)
}
