import { defineScenario, duration, every, hours, number, rung, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'night-market',
  name: '夜市客流',
  module: 'command',
  about: '夜市里人数接近承载量先限流、分流，到了承载量关入口；涌入太快的提前准备。',
  startedBy: { points: { people: { name: '在场人数', device: '客流计数器', unit: '人', low: 0, high: 100_000, everyMinutes: 1 } } },
  parameters: {
    capacity: number({ label: '承载量', help: '按可站面积每平方米不超过两人核定，启用前必须改成本夜市的数。', unit: '人', min: 100, max: 50_000, step: 50, default: 3000 }),
    share: number({ label: '预警占比', help: '到承载量的这个比例开始限流。', unit: '%', min: 50, max: 95, step: 5, default: 80 }),
    lasting: duration({ label: '多久不降才报', help: '进出口计数有先后。', unit: 'minute', min: 1, max: 30, default: 5 }),
    inrush: number({ label: '涌入太快', help: '十分钟净增这么多人即报。', unit: '人', min: 50, max: 10_000, step: 50, default: 600 }),
    open: hours({ label: '营业时段', help: '只在营业时看。', default: [{ from: '17:00', to: '01:00' }] }),
  },
  trigger: ({ capacity, share, lasting, inrush, open }) => ({
    kind: 'within-hours',
    hours: open,
    of: {
      kind: 'any',
      of: [
        { kind: 'over', point: 'people', limit: (capacity * share) / 100, clear: (capacity * (share - 10)) / 100, forMs: lasting },
        { kind: 'changes', point: 'people', by: inrush, withinMs: 600_000, direction: 'up' },
      ],
    },
  }),
  rise: { to: 'critical', says: '到了承载量', when: ({ capacity }) => ({ kind: 'over', point: 'people', limit: capacity, clear: capacity * 0.9, forMs: 120_000 }) },
  dedupe: { per: 'site', restMinutes: 15 },
  severity: 'minor',
  deadline: urgentHours(2),
  who: { unit: 'urban', ladder: [rung('keeper', 0, 'call'), rung('grid-worker', 3, 'app'), rung('duty-officer', 10, 'call')] },
  makesCase: { when: 'by-hand' },
  classCode: 'A060502',
  icon: 'market',
  playbook: [
    step('广播引到人少的区，入口放慢放行', { by: 'keeper', within: 5 }),
    step('主通道清出应急道，摊位往里收', { by: 'keeper', within: 10, proof: 'photo' }),
    step('关入口只出不进，请公安疏导', { by: 'duty-officer', within: 10, proof: 'call', only: '到了承载量' }),
    step('公交延时、停车场引导散客', { by: 'duty-officer', within: 30, proof: 'note', only: '到了承载量' }),
    step('次日复盘高峰，调整摊位和通道', { by: 'community', within: 1440, proof: 'note' }),
  ],
  falseAlarms: ['进出口计数有先后：满五分钟才报', '在线上来回：降一成才解除', '白天装台：不在营业时段不看'],
  privacy: '只数人数，不认人，不用手机信令追人。',
  examples: [
    { does: '八点人数到 2600，五分钟不降，报；到 3100 升为紧急', from: '2026-07-18 19:30', messages: [every(1, [0, 60], (minute) => value(minute, 'people', 1600 + minute * 25)), value(70, 'people', 2300), value(80, 'people', 2000)], untilMinutes: 85, rings: [{ minute: 38, because: ['over people'] }], clears: [80], rises: [59] },
    { does: '散场演出十分钟涌入七百人，没到预警线也报', from: '2026-07-18 20:00', messages: [every(1, [0, 12], (minute) => value(minute, 'people', 800 + minute * 80))], untilMinutes: 12, rings: [{ minute: 8, because: ['changes people'] }] },
    { does: '下午装台人多，不在营业时段，不报', from: '2026-07-18 14:00', messages: [every(1, [0, 60], () => ({ ...value(0, 'people', 2600) }))], untilMinutes: 60, rings: [] },
    { does: '到 2450 人两分钟就散，不报', from: '2026-07-18 20:00', messages: [value(0, 'people', 2300), value(1, 'people', 2450), value(3, 'people', 2100)], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '平常的夜市', from: '2026-07-18 00:00', days: 1, points: { people: { low: 900, high: 1400, everyMinutes: 1 } } },
})
