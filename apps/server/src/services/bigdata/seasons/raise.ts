import { addWorkingDays, daysAfter, localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { groundOf, SYSTEM } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { endOfWork, openTask } from '../prevention/open.ts'
import { tasksOfOrigin } from '../prevention/repo-prevention.ts'
import { countBefore, seasonsOf, timesOf } from './calendar.ts'
import type { Season } from './calendar.ts'

/** Communities with fewer complaints a year before get no task of their own. */
const LEAST_BEFORE = 2
const MOST_COMMUNITIES = 5
/** Working days of a task that is raised when its season has begun. */
const LATE_DAYS = 3

/** Each morning: tasks of the seasons that are about to begin, each once for every year and place. */
export async function raiseSeasons(context: Context): Promise<void> {
  const [{ areas, nameOf }, ground, today] = [await areasOf(context), await groundOf(context), localDate(context.clock.now())]
  for (const { path: street } of areas.filter(({ level }) => level === 'street')) {
    await context.db.transact(systemScope, async (tx) => {
      for (const season of await seasonsOf(tx, street)) {
        if (season.form.isActive && timesOf(season.form, today).raisedOn <= today) await raiseSeason(tx, context, { season, street, ground, today, nameOf })
      }
    })
  }
}

interface Raising {
  readonly season: Season
  readonly street: string
  readonly ground: Ground
  readonly today: string
  readonly nameOf: (path: string) => string
}

/** A task for each community that had most a year before; one for the whole street where none stands out. */
async function raiseSeason(tx: Tx, context: Context, { season, street, ground, today, nameOf }: Raising): Promise<void> {
  const counts = (await countBefore(tx, { form: season.form, street, today })).toSorted((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const most = counts.filter(({ count }) => count >= LEAST_BEFORE).slice(0, MOST_COMMUNITIES)
  const { start, before } = timesOf(season.form, today)
  const past = `上年同期（${before.from} 起 ${season.form.days} 天）`
  for (const { path, count } of most.length > 0 ? most : [{ path: street, count: total }]) {
    const id = `${season.id}/${start}/${path}`
    const [classCode = ''] = season.form.classCodes
    const unitId = ground.choose({ classCode, path, at: context.clock.now() })?.unitId
    if (unitId === undefined || (await tasksOfOrigin(tx, { kind: 'season', id })).length > 0) continue
    const reason = path === street ? `${past}全街道 ${total} 件，没有特别集中的社区` : `${past}${nameOf(path)} ${count} 件，全街道 ${total} 件`
    await openTask(tx, context, {
      ground,
      opening: {
        origin: { kind: 'season', id, name: `${season.form.name}（${start} 起）` }, title: `${season.form.name}：${nameOf(path)}提前做好准备`, measure: `${season.form.measure}\n依据：${reason}。`,
        classCode, areaPath: path, point: null, unitId, by: SYSTEM,
        dueAt: endOfWork(start > today ? daysAfter(start, -1) : addWorkingDays(ground.calendar, today, LATE_DAYS).date),
      },
    })
  }
}
