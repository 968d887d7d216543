import { daysAfter } from '../time/season.ts'
import { localDate, localTime, MINUTE_MS, toMs } from '../time/zone.ts'
import type { LocalDate } from '../time/zone.ts'
import { EVENING } from './evening.ts'

/** A task of a plan, as far as it has come. What it waits for stands before it. */
export interface PlannedTask {
  /** How many days it takes, the first included. */
  readonly days: number
  /** The places of the tasks that must have ended first. */
  readonly after: readonly number[]
  /** The day it was given out, and the day it ended. */
  readonly begunOn?: LocalDate | null
  readonly endedOn?: LocalDate | null
}

/** From which day to which, both included. */
export interface TaskSpan {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** The first day of a task that is given out at a moment: what goes out in the evening begins the next day, when the unit hears of it. */
export function firstDayOf(at: number): LocalDate {
  return localTime(at) >= EVENING ? daysAfter(localDate(at), 1) : localDate(at)
}

/** By when a task is done, epoch ms: to the last minute of the last of its days. */
export function taskDue(firstDay: LocalDate, days: number): number {
  return toMs(daysAfter(firstDay, days)) - MINUTE_MS
}

/**
 * When each task of a plan runs: side by side, each as soon as what it waits for has ended; what has begun or ended says so
 * itself. Nothing that has not ended ends before today, and nothing that has not begun began before today.
 */
export function scheduleOf(tasks: readonly PlannedTask[], { begins, today }: { readonly begins: LocalDate; readonly today: LocalDate }): TaskSpan[] {
  const spans: TaskSpan[] = []
  for (const { days, after, begunOn, endedOn } of tasks) {
    const from = begunOn ?? latest([begins, today, ...after.map((nth) => daysAfter(spans[nth]?.to ?? begins, 1))])
    spans.push({ from, to: latest([from, endedOn ?? latest([daysAfter(from, days - 1), today])]) })
  }
  return spans
}

function latest(days: readonly LocalDate[]): LocalDate {
  return days.reduce((last, day) => (day > last ? day : last), '')
}

/** The places of the tasks that the last day hangs on: one day more of any of these, and all of it ends a day later. What has ended delays nothing any more. */
export function criticalTasks(tasks: readonly PlannedTask[], spans: readonly TaskSpan[]): number[] {
  const ends = latest(spans.map(({ to }) => to))
  const critical = new Set(spans.flatMap(({ to }, nth) => (to === ends ? [nth] : [])))
  // What has begun waits for nothing any more.
  const awaited = (nth: number): number[] => (tasks[nth]?.begunOn ? [] : (tasks[nth]?.after ?? []).filter((one) => spans[nth]?.from === daysAfter(spans[one]?.to ?? ends, 1)))
  for (const nth of [...tasks.keys()].toReversed()) if (critical.has(nth)) for (const one of awaited(nth)) critical.add(one)
  return [...critical].filter((nth) => !tasks[nth]?.endedOn).toSorted((a, b) => a - b)
}

/** The places of the tasks that can be given out now: not given out yet, and nothing is left to wait for. */
export function readyTasks(tasks: readonly PlannedTask[]): number[] {
  return tasks.flatMap(({ after, begunOn }, nth) => (!begunOn && after.every((one) => tasks[one]?.endedOn) ? [nth] : []))
}

/** Of what kind of work a plan begins with which tasks; our own wording, everything can be changed. */
export const PLAN_TEMPLATES: readonly { readonly name: string; readonly tasks: readonly { readonly title: string; readonly text: string; readonly classCode: string; readonly days: number; readonly after: readonly number[] }[] }[] = [{
  name: '老旧小区改造',
  tasks: [
    { title: '入户征求意见，定改造内容', text: '逐户问改什么、不改什么，意见和同意的户数报街道。', classCode: 'A010401', days: 10, after: [] },
    { title: '管线迁改方案', text: '水、电、气、热、通信各权属单位看现场，定迁改和接驳方案。', classCode: 'A011006', days: 7, after: [] },
    { title: '清理占用的公共部位', text: '施工要用的场地、楼道和屋面清出来，违建一并处理。', classCode: 'A010401', days: 10, after: [] },
    { title: '公示、停车和出行安排', text: '公示工期、单位和投诉渠道，定临时停车和老人、救护车的出行路线。', classCode: 'A011006', days: 5, after: [] },
    { title: '雨污分流和管网施工', text: '按方案施工，闭水试验做过才回填。', classCode: 'A011006', days: 30, after: [0, 1, 3] },
    { title: '楼体保温、屋面和楼道施工', text: '按定下的内容施工，脚手架和出入口每天检查。', classCode: 'A010402', days: 40, after: [0, 2] },
    { title: '路面、绿化和停车位恢复', text: '按原样或定下的方案恢复，剩料当天清走。', classCode: 'A010406', days: 15, after: [4] },
    { title: '居民代表看现场、评议', text: '居民代表逐项看，不过的列出来限期整改。', classCode: 'A010402', days: 5, after: [5, 6] },
  ],
}]
