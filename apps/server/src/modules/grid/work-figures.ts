import type { AnswerOf, DueItem, gridCoverage } from '@yihu/contracts'
import { monthOf, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Indicator, Measured, Sight } from '../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../kernel/list-sheet.ts'
import { sumsOf } from '../../platform/areas/index.ts'
import { coverageAt, progressEverywhere } from './coverage.ts'
import { dueOf } from './due.ts'
import { countVisitsSince, visitsByPlaceSince } from './repo-visit.ts'

type Progress = Pick<AnswerOf<typeof gridCoverage>['routines'][number]['whole'], 'total' | 'done'>

/** How far all that is asked now has come in a place. */
async function progressOf(context: Context, { actor, area }: Sight): Promise<Progress> {
  const { routines } = await coverageAt(context, actor, { query: { area } })
  const sum = (key: keyof Progress) => routines.reduce((all, { whole }) => all + whole[key], 0)
  return { total: sum('total'), done: sum('done') }
}

const shareOf = ({ total, done }: Progress): Pick<Measured, 'value' | 'of'> => ({ value: total === 0 ? null : Math.round((1000 * done) / total) / 10, of: total })
const leftOf = ({ total, done }: Progress): Pick<Measured, 'value' | 'of'> => ({ value: total - done })

/** What was recorded for a campaign that destroys it leaves the house on no sheet; that something is due is told. */
function dueRow({ isDestroyed, routineName, subject, dueFrom, dueOn, lastDoneAt, why }: DueItem): string[] {
  return isDestroyed ? [routineName, '（结束后销毁，不列出）', dueFrom, dueOn, '', ''] : [routineName, subject.label, dueFrom, dueOn, lastDoneAt ? timeText(lastDoneAt) : '', why]
}

const fixed = { source: 'grid_routine、grid_visit', screens: ['wangge'], permission: 'grid.read' } as const

/** The figures of grid work: of places, never of people who did it. */
export const workFigures: readonly Indicator[] = [
  {
    ...fixed, narrowed: '五必和走访专项：这一期的', id: 'grid.coverage', name: '五必覆盖率', definition: '五必和走访专项这一期要做的对象里已经做了的占比：已做 ÷ 要做，各项加在一起。敲门没人的不算做了。', unit: '%', ofUnit: '项', target: { least: 90 },
    measure: async (context, sight) => ({ ...shareOf(await progressOf(context, sight)), list: `/grid?tab=coverage&area=${sight.area}` }),
    everywhere: async (context, { actor }) => {
      const progressAt = await progressEverywhere(context, actor)
      return (area) => shareOf(progressAt(area))
    },
  },
  {
    ...fixed, narrowed: '五必和走访专项：还没有做的', id: 'grid.due', name: '五必待做', definition: '五必和走访专项这一期要做、还没有做的对象，各项加在一起。', unit: '项', screens: [],
    measure: async (context, sight) => ({ ...leftOf(await progressOf(context, sight)), list: `/grid?tab=due&area=${sight.area}` }),
    everywhere: async (context, { actor }) => {
      const progressAt = await progressEverywhere(context, actor)
      return (area) => leftOf(progressAt(area))
    },
    sheet: {
      columns: ['要做的', '对象', '从哪天', '到哪天', '上次', '为什么'],
      pages: (context, { actor, area }) => everyPage(async (cursor) => {
        const { items: rows, next } = await dueOf(context, actor, { area, state: 'due', known: 'false', cursor, limit: SHEET_PAGE })
        return { rows, next }
      }, dueRow),
    },
  },
  {
    ...fixed, narrowed: '走访记录：本月的', id: 'grid.visits', name: '本月走访', definition: '本月1日起登记的巡查、走访、电话、座谈和评议，楼长、中心户上门的也算，没人的也算一次。', unit: '次', source: 'grid_visit',
    measure: async (context, { actor, area, now }) => {
      const since = `${monthOf(now)}-01`
      return { value: await context.db.transact(actor.scope, (tx) => countVisitsSince(tx, { area, since })), list: `/grid?tab=visits&area=${area}&since=${since}` }
    },
    everywhere: async ({ db }, { actor, now }) => sumsOf(await db.transact(actor.scope, (tx) => visitsByPlaceSince(tx, `${monthOf(now)}-01`))),
  },
]
