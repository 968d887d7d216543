import { CaseQuery } from '@yihu/contracts'
import type { LayerTone } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Layer, LayerSight } from '../../kernel/layer.ts'
import { viewerAt } from './list.ts'
import { groundOf } from './load-ground.ts'
import { heatOf, pointsOf } from './repo-figures.ts'

const TONES: Readonly<Record<string, readonly [tone: LayerTone, word: string]>> = { green: ['green', '正常'], yellow: ['amber', '临期'], red: ['red', '超期'] }
const NO_LIMIT = ['grey', '不计期限'] as const
const DAYS = 90
const DAY_MS = 86_400_000
/** Cards turn by the clock. */
const FRESH_MS = 30_000

const common = {
  kind: 'point', permission: 'case.read', isWritten: true, freshMs: FRESH_MS,
  isChangedBy: (topic: string) => topic.startsWith('case.') && topic !== 'case.presence',
} as const

async function asked(context: Context, { scope, box, limit }: LayerSight, query: object) {
  return { query: CaseQuery.parse(query), viewer: viewerAt({ scope, isAllUnits: true }, { ground: await groundOf(context), now: context.clock.now() }), box, limit }
}

/** The cases of the list 在办 that have a place, and those of the last days, open or not. */
export const layers: readonly Layer[] = [
  {
    ...common, id: 'cases', name: '在办案件', what: '还没有办结、有位置的案件；颜色是期限：正常、临期、超期。', unit: '件', sign: '案', zooms: [9, 16], togetherUntil: 15, list: '/desk/all?mark=open', card: '/cases/{id}',
    find: async (context, sight) => {
      const open = await asked(context, sight, { mark: 'open' })
      return (await context.db.transact(sight.scope, (tx) => pointsOf(tx, open))).map(({ id, number, title, lon, lat, card, registered_at }) => {
        const [tone, word] = TONES[card] ?? NO_LIMIT
        return pointFeature({ id, lon, lat, title, tone, at: registered_at.toISOString(), more: { number, word } })
      })
    },
  },
  {
    ...common, id: 'case-days', name: '诉求热力', what: `近 ${DAYS} 天登记、有位置的案件，不论办结没有，按 50 米见方的格子点数；可按日期看。`, unit: '件', sign: '热', zooms: [9, 16], isByDay: true, list: '/desk/all?sort=newest',
    find: async (context, sight) => {
      const taken = await asked(context, sight, { happened: 'taken', since: `${localDate(context.clock.now() - (DAYS - 1) * DAY_MS)}T00:00:00+08:00` })
      return (await context.db.transact(sight.scope, (tx) => heatOf(tx, taken))).map(({ id, lon, lat, days }) => pointFeature({ id, lon, lat, title: '', tone: 'accent', more: days }))
    },
  },
]
