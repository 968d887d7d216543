import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { AlarmSeverity, LayerTone } from '@yihu/contracts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Layer } from '../../kernel/layer.ts'
import { openInBox } from './repo-list.ts'
import { scenarioOf } from './watch.ts'

const TONES: Readonly<Record<AlarmSeverity, LayerTone>> = { notice: 'accent', minor: 'amber', major: 'red', critical: 'red' }

/** Alarms that have not cleared, without drills; the kinds are their scenarios. */
export const layers: readonly Layer[] = [{
  id: 'alarms', name: '未解除告警', what: '还没有解除、有位置的告警，不含演练；图样是场景，颜色是严重程度。', unit: '条', sign: '警', kind: 'point', permission: 'alarm.read', zooms: [9, 16], togetherUntil: 15,
  list: '/alarms', card: '/alarms?at={id}', isChangedBy: (topic) => topic.startsWith('alarm.'), freshMs: 30_000,
  find: async (context, { scope, box, limit }) => (await context.db.transact(scope, (tx) => openInBox(tx, box, limit))).map(({ id, lon, lat, what, scenario, severity, raised_at }) => {
    const { name, icon } = scenarioOf(scenario) ?? { name: scenario, icon: 'alarm' }
    return pointFeature({ id, lon, lat, title: `${ALARM_SEVERITIES[severity]} · ${what}`, tone: TONES[severity], at: raised_at.toISOString(), more: { word: name, icon } })
  }),
}]
