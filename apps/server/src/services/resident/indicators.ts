import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { valuesAt } from '../../platform/areas/index.ts'
import { countToday } from './appointments/desk.ts'
import { listCatalogue } from './catalogue/items.ts'

const fixed = { source: 'service_item、service_booking', screens: ['fuwu'], unit: '件' } as const

const STAYS = '预约人的称呼和电话只在“民生事项”的预约里看，是遮住的；要联系或核对时由窗口写明用途逐个查看，记入审计，约定的日子过去 90 天后销毁，所以不做成表。'
const desk = { ...fixed, unit: '个', permission: 'service.desk', stays: STAYS } as const

const countItems = async (context: Context, actor: Actor) => (await listCatalogue(context, actor)).items.length
const sameAt = (value: number) => valuesAt(() => value)

/** The figures of services: what is on offer, and who comes today. They belong to the street's windows, not to a community. */
export const indicators: readonly Indicator[] = [
  {
    ...fixed, narrowed: '民生事项：目录里的', id: 'services.items', name: '民生事项', definition: '高频民生事项目录里的事项，停办的也在内。目录是全街道的，各社区一样。', permission: 'service.read',
    measure: async (context, { actor }) => ({ value: await countItems(context, actor), list: '/services' }),
    everywhere: async (context, { actor }) => sameAt(await countItems(context, actor)),
  },
  {
    ...desk, narrowed: '预约：今天的', id: 'services.today', name: '今天的预约', definition: '约在今天、您看得到的各窗口的预约，来了的、没来的、取消的都在内。',
    measure: async (context, { actor }) => ({ value: await countToday(context, actor), list: '/services?tab=bookings' }),
    everywhere: async (context, { actor }) => sameAt(await countToday(context, actor)),
  },
  {
    ...desk, narrowed: '预约：今天的、已办的', id: 'services.done', name: '今天办好的预约', definition: '约在今天、您看得到的各窗口的预约里，窗口记为“已办”的。',
    measure: async (context, { actor }) => ({ value: await countToday(context, actor, 'done'), list: '/services?tab=bookings&state=done' }),
    everywhere: async (context, { actor }) => sameAt(await countToday(context, actor, 'done')),
  },
]
