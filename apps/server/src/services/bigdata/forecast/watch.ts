import { addWorkingDays, ancestorAt, DEPTHS, intervalOf, isWave, localDate, mondayOf, weeksAfter } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { commonestClass, countWeekly, groundOf, SYSTEM } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { endOfWork, openTask } from '../prevention/open.ts'
import { tasksOfOrigin } from '../prevention/repo-prevention.ts'
import { elapsedPart } from './elapsed.ts'
import { reckonWeeks } from './reckon.ts'
import { keepWeeks } from './repo-forecast.ts'
import type { StoredWeek } from './repo-forecast.ts'

/** Labels of district.street.community, and with grid and estate below. */
/** A group of the catalogue, as `S01`. */
const GROUP_DIGITS = 3
/** Two years of weeks are looked at. */
const WEEKS = 104
/** Working days an early task has. */
const TASK_DAYS = 3

/** Each morning: what the running week should bring, what it has brought, and an early task where it is far above. */
export async function watchComplaints(context: Context): Promise<void> {
  const now = context.clock.now()
  const [{ areas, nameOf }, ground] = [await areasOf(context), await groundOf(context)]
  const monday = mondayOf(localDate(now))
  const counts = await context.db.transact(systemScope, (tx) => countWeekly(tx, { from: weeksAfter(monday, -WEEKS), least: DEPTHS.community, most: DEPTHS.estate }))
  for (const { path: street } of areas.filter(({ level }) => level === 'street')) {
    const below = (wanted: string) => areas.filter(({ level, path }) => level === wanted && path.startsWith(`${street}.`)).map(({ path }) => path)
    const [communities, estates] = [below('community'), below('estate')]
    const weeks = reckonWeeks({ street, communities, estates, counts: counts.filter(({ path }) => path.startsWith(`${street}.`)), monday, at: new Date(now) })
    await context.db.transact(systemScope, async (tx) => {
      await keepWeeks(tx, weeks)
      for (const week of weeks.filter((one) => (one.classCode !== '' || estates.includes(one.area)) && one.area !== street && one.week >= weeksAfter(monday, -1))) {
        const part = elapsedPart(week.week, now)
        if (isWave(week.observed, week, part)) await openEarly(tx, context, { week, part, ground, place: nameOf(week.area) })
      }
    })
  }
}

interface Early {
  readonly week: StoredWeek
  readonly part: number
  readonly ground: Ground
  readonly place: string
}

/** A task of the unit that the rules name, once for each area, group and week; an estate has none where its community's task is about the same. */
async function openEarly(tx: Tx, context: Context, { week, part, ground, place }: Early): Promise<void> {
  const id = originOf(week.area, week.classCode, week.week)
  if ((await tasksOfOrigin(tx, { kind: 'forecast', id })).length > 0) return
  const classCode = await commonestClass(tx, { path: week.area, group: week.classCode, from: week.week })
  const unitId = classCode === null ? undefined : ground.choose({ classCode, path: week.area, at: context.clock.now() })?.unitId
  if (classCode === null || unitId === undefined) return
  const community = ancestorAt(week.area, 'community')
  if (community !== week.area && (await tasksOfOrigin(tx, { kind: 'forecast', id: originOf(community, classCode.slice(0, GROUP_DIGITS), week.week) })).length > 0) return
  const group = week.classCode === '' ? '各类诉求' : `“${ground.classRef(week.classCode).name}”`
  const { low, high } = intervalOf(week, part)
  await openTask(tx, context, {
    ground,
    opening: {
      origin: { kind: 'forecast', id, name: `${week.week} 起的一周，${place}${group}已有 ${week.observed} 件，预计 ${rounded(week.mean * part)} 件` },
      title: `${place}${group}多于预计`,
      measure: `${week.week} 起的一周到今天，${place}${group}已有 ${week.observed} 件，按以往到今天应有 ${rounded(week.mean * part)} 件（九成的周在 ${low} 到 ${high} 件之间），其中“${ground.classRef(classCode).name}”最多。请到现场看清原因，能当场解决的解决，并告诉附近居民。`,
      classCode, areaPath: week.area, point: null, unitId,
      dueAt: endOfWork(addWorkingDays(ground.calendar, localDate(context.clock.now()), TASK_DAYS).date), by: SYSTEM,
    },
  })
}

const originOf = (area: string, classCode: string, week: string): string => `${area}/${classCode}/${week}`

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
