import { CaseQuery } from '@yihu/contracts'
import type { LayerTone } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Layer, LayerSight } from '../../kernel/layer.ts'
import { viewerAt } from './list.ts'
import { groundOf } from './load-ground.ts'
import { pointsOf } from './repo-figures.ts'
import type { PlacedCase } from './repo-figures.ts'

const TONES: Readonly<Record<string, LayerTone>> = { green: 'green', yellow: 'amber', red: 'red' }
const DAYS = 90
const DAY_MS = 86_400_000
/** Cards turn by the clock. */
const FRESH_MS = 30_000

const common = {
  kind: 'point', permission: 'case.read', isWritten: true, card: '/cases/{id}', freshMs: FRESH_MS,
  isChangedBy: (topic: string) => topic.startsWith('case.') && topic !== 'case.presence',
} as const

async function placed(context: Context, { scope, box, limit }: LayerSight, asked: object): Promise<PlacedCase[]> {
  const viewer = viewerAt({ scope, isAllUnits: true }, { ground: await groundOf(context), now: context.clock.now() })
  return context.db.transact(scope, (tx) => pointsOf(tx, { query: CaseQuery.parse(asked), viewer, box }, limit))
}

/** The cases of the list 在办 that have a place, and those of the last days, open or not. */
export const layers: readonly Layer[] = [
  {
    ...common, id: 'cases', name: '在办案件', what: '还没有办结、有位置的案件；颜色是期限：正常、临期、超期。', unit: '件', sign: '案', zooms: [9, 16], togetherUntil: 15, list: '/desk/all?mark=open',
    find: async (context, sight) => (await placed(context, sight, { mark: 'open' })).map(({ id, number, title, lon, lat, card, registered_at }) => (
      pointFeature({ id, lon, lat, title, tone: TONES[card] ?? 'grey', at: registered_at.toISOString(), more: { number } })
    )),
  },
  {
    ...common, id: 'case-days', name: '诉求热力', what: `近 ${DAYS} 天登记、有位置的案件，不论办结没有；可按日期看。`, unit: '件', sign: '热', zooms: [9, 16], isByDay: true, list: '/desk/all?sort=newest',
    find: async (context, sight) => {
      const since = `${localDate(context.clock.now() - (DAYS - 1) * DAY_MS)}T00:00:00+08:00`
      return (await placed(context, sight, { happened: 'taken', since })).map(({ id, title, lon, lat, registered_at }) => (
        pointFeature({ id, lon, lat, title, tone: 'accent', at: registered_at.toISOString(), more: { day: Number(localDate(registered_at.getTime()).replaceAll('-', '')) } })
      ))
    },
  },
]
