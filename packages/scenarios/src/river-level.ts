import { defineScenario, duration, every, number, rung, season, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'river-level',
  name: '河道水位',
  module: 'command',
  about: '水位过警戒线或涨得太快，按防汛预案通知河长、值守沿河，过保证水位升为紧急。',
  startedBy: { points: { level: { name: '水位', device: '水位计', unit: 'm', low: -1, high: 20, everyMinutes: 5 } } },
  parameters: {
    warning: number({ label: '警戒水位', help: '以水尺零点为准，每个站点不同，启用前必须改成本站的数。', unit: 'm', min: 0, max: 20, step: 0.01, default: 2, basis: '本系统占位值；各站警戒水位由水务部门给定' }),
    guarantee: number({ label: '保证水位', help: '超过它升为紧急。每个站点不同，启用前必须改。', unit: 'm', min: 0, max: 20, step: 0.01, default: 2.8, basis: '本系统占位值；各站保证水位由水务部门给定' }),
    below: number({ label: '回落多少才解除', help: '比警戒水位低这么多才解除，免得在线上来回响。', unit: 'm', min: 0.02, max: 1, step: 0.01, default: 0.15 }),
    lasting: duration({ label: '超过多久才报', help: '船行波、风浪只是一阵。', unit: 'minute', min: 1, max: 60, default: 10 }),
    climb: number({ label: '涨得太快', help: '汛期一小时内涨这么多即报，不等到警戒线。', unit: 'm/小时', min: 0.1, max: 5, step: 0.05, default: 0.5 }),
    floods: season({ label: '汛期', help: '只在汛期看上涨快慢：平时开闸放水也会涨。', default: { from: '06-01', to: '09-30' }, basis: '山东省通行的汛期 6 月 1 日至 9 月 30 日，以当年防汛通知为准' }),
  },
  trigger: ({ warning, below, lasting, climb, floods }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'level', limit: warning, clear: warning - below, forMs: lasting },
      { kind: 'in-season', season: floods, of: { kind: 'changes', point: 'level', by: climb, withinMs: 3_600_000, direction: 'up' } },
    ],
  }),
  rise: { to: 'critical', says: '超过保证水位', when: ({ guarantee, below, lasting }) => ({ kind: 'over', point: 'level', limit: guarantee, clear: guarantee - below, forMs: lasting / 2 }) },
  dedupe: { per: 'point', restMinutes: 30 },
  severity: 'major',
  deadline: urgentHours(2),
  who: { unit: 'water', ladder: [rung('unit', 0, 'sms'), rung('grid-worker', 5, 'app'), rung('duty-officer', 10, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'A100402',
  icon: 'wave',
  playbook: [
    step('看相邻站点和雨量，排除单站故障', { by: 'duty-officer', within: 10, proof: 'note' }),
    step('到河边看实际水位，劝离亲水平台和桥下的人', { by: 'grid-worker', within: 30, proof: 'photo' }),
    step('通知河长，备沙袋、水泵', { by: 'unit', within: 40, proof: 'call' }),
    step('按预案转移低洼户，先老人、孩子、行动不便的', { by: 'community', within: 60, proof: 'note', only: '超过保证水位' }),
    step('退水后查堤岸、护栏', { by: 'unit', proof: 'photo', only: '解除以后' }),
  ],
  falseAlarms: ['风浪、船行波：满十分钟才报', '在线上来回：回落 15 厘米才解除', '平时开闸：上涨快慢只在汛期看', '水位计被杂物顶住：第一步先看邻站和雨量'],
  privacy: null,
  examples: [
    { does: '涨过两米，十分钟后报；退到一米八才解除', from: '2026-07-08 14:00', messages: [every(5, [0, 60], (minute) => value(minute, 'level', minute < 10 ? 1.95 : 2.1)), value(70, 'level', 1.9), value(90, 'level', 1.8)], untilMinutes: 100, rings: [{ minute: 20, because: ['over level'] }], clears: [90], rises: [] },
    { does: '暴雨里四十分钟涨了六十厘米，没到警戒线也报', from: '2026-07-08 14:00', messages: [every(5, [0, 40], (minute) => value(minute, 'level', 1 + minute * 0.015))], untilMinutes: 45, rings: [{ minute: 35, because: ['changes level'] }] },
    { does: '过了保证水位，升为紧急', from: '2026-07-08 14:00', messages: [every(5, [0, 30], (minute) => value(minute, 'level', 3))], untilMinutes: 30, rings: [{ minute: 10, because: ['over level'] }], rises: [5] },
    { does: '三月开闸放水，一小时涨六十厘米，没过警戒线，不报', from: '2026-03-04 10:00', messages: [every(5, [0, 60], (minute) => value(minute, 'level', 1 + minute * 0.01))], untilMinutes: 90, rings: [] },
    { does: '一阵浪五分钟就过，不报', from: '2026-07-08 14:00', messages: [value(0, 'level', 1.9), value(5, 'level', 2.2), value(10, 'level', 1.9)], untilMinutes: 60, rings: [] },
  ],
  calm: { does: '没有大雨的汛期', from: '2026-07-08 00:00', days: 3, points: { level: { low: 0.9, high: 1.3, everyMinutes: 5 } } },
})
