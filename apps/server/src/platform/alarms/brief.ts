import type { BriefItem } from '@yihu/contracts'
import { countHealth } from '../devices/index.ts'
import type { BriefSource } from '../shifts/index.ts'
import { countOpen, ringsByScenario } from './repo-list.ts'

/** What a shift hands to the next about alarms and devices. */
export const alarmBriefs: readonly BriefSource[] = [
  {
    id: 'alarms', title: '告警',
    compose: async (tx, _context, { street, from }) => {
      const open = await countOpen(tx, street)
      const sum = (of: (row: (typeof open)[number]) => boolean): number => open.reduce((total, row) => total + (of(row) ? row.count : 0), 0)
      const rings = [...(await ringsByScenario(tx, { area: street, since: new Date(from) })).values()]
      return [
        item('alarms-rang', '本班响过', rings.reduce((total, { rang }) => total + rang, 0), 'plain'),
        item('alarms-open', '未解除', sum(() => true), 'amber'),
        item('alarms-critical', '其中紧急', sum(({ severity }) => severity === 'critical'), 'red'),
        item('alarms-ringing', '还没有人确认', sum(({ state }) => state === 'ringing'), 'red'),
      ]
    },
  },
  {
    id: 'devices', title: '离线设备',
    compose: async (tx, _context, { street, now }) => {
      const health = await countHealth(tx, { area: street, now })
      return [item('devices-silent', '失联', health.silent, 'amber'), item('devices-fault', '故障', health.fault, 'amber'), item('devices-maintenance', '维护中', health.maintenance, 'plain')]
    },
  },
]

function item(id: string, label: string, count: number, tone: BriefItem['tone']): BriefItem {
  return { id, label, count, tone: count > 0 ? tone : 'plain', list: null }
}
