import { defineScenario, duration, every, hours, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'street-vendor',
  name: '无照游商',
  module: 'urban',
  about: '流动摊车在学校、医院门口等禁设区停下来卖，或赶走又来；劝到疏导点，食品摊查健康证。',
  startedBy: { labels: { 'vendor-cart': '流动摊车', 'vendor-entry': '摊车驶入（每次驶入报一次）' }, zones: { 'no-vending': '禁设区' } },
  parameters: {
    score: number({ label: '最低把握', help: '快递三轮车多的路口可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.65 }),
    dwell: duration({ label: '停多久才报', help: '路过、卖完就走的一两笔不报。', unit: 'minute', min: 2, max: 60, default: 8 }),
    gone: duration({ label: '多久没看到算走了', help: '排队的人挡住摊车不算走了。', unit: 'minute', min: 1, max: 15, default: 2 }),
    entries: number({ label: '来回几次也报', help: '在“统计时段”内驶入这么多次，每次都停得不久也报。', unit: '次', min: 2, max: 10, step: 1, default: 3 }),
    window: duration({ label: '统计时段', help: '来回次数按这么久统计。', unit: 'minute', min: 20, max: 480, default: 120 }),
    allowed: hours({ label: '不报的时段', help: '夜深没有人流的时段。', default: [{ from: '23:30', to: '05:00' }] }),
  },
  trigger: ({ score, dwell, gone, entries, window, allowed }) => ({
    kind: 'quiet-hours',
    hours: allowed,
    of: {
      kind: 'any',
      of: [
        { kind: 'seen', label: 'vendor-cart', zone: 'no-vending', score, dwellMs: dwell, holdMs: gone },
        { kind: 'count', of: { kind: 'seen', label: 'vendor-entry', zone: 'no-vending', score }, n: entries, withinMs: window },
      ],
    },
  }),
  dedupe: { per: 'zone', restMinutes: 60 },
  severity: 'minor',
  deadline: workingHours(4),
  who: { unit: 'urban', ladder: [rung('grid-worker', 0, 'app'), rung('unit', 15, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 30 },
  classCode: 'S0501',
  icon: 'cart',
  playbook: [
    step('到场劝到疏导点，帮着联系摊位', { by: 'grid-worker', within: 25, proof: 'note' }),
    step('食品摊看健康证和食材，没有的联系市场监管', { by: 'unit', within: 60, proof: 'photo', only: '卖食品' }),
    step('校门口上下学时段固定一人值守', { by: 'community', proof: 'note', only: '同一处一周三次以上' }),
  ],
  falseAlarms: ['快递、外卖车停靠：八分钟才报', '赶走又来：来回三次也报，不必每次停满八分钟'],
  privacy: '只认摊车不认人，不建摊主名单。',
  examples: [
    { does: '放学时校门口停下卖烤肠，第八分钟报', from: '2026-04-15 16:20', messages: [every(0.5, [0, 15], (minute) => sighting(minute, 'vendor-cart', 'no-vending'))], untilMinutes: 20, rings: [{ minute: 8, because: ['seen no-vending'] }], clears: [17] },
    { does: '一小时里赶走又来三次，第三次驶入即报', from: '2026-04-15 16:20', messages: [sighting(0, 'vendor-entry', 'no-vending'), sighting(25, 'vendor-entry', 'no-vending'), sighting(55, 'vendor-entry', 'no-vending')], untilMinutes: 60, rings: [{ minute: 55, because: ['count'] }] },
    { does: '快递三轮车停五分钟，不报', from: '2026-04-15 16:20', messages: [every(0.5, [0, 5], (minute) => sighting(minute, 'vendor-cart', 'no-vending'))], untilMinutes: 60, rings: [] },
    { does: '上午一次、下午一次，不报', from: '2026-04-15 09:00', messages: [sighting(0, 'vendor-entry', 'no-vending'), sighting(300, 'vendor-entry', 'no-vending')], untilMinutes: 400, rings: [] },
    { does: '凌晨两点送货的三轮车停了二十分钟，不在管的时段，不报', from: '2026-04-15 02:00', messages: [every(0.5, [0, 20], (minute) => sighting(minute, 'vendor-cart', 'no-vending'))], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '快递车停靠、路过的三轮车', from: '2026-04-15 00:00', days: 2, sightings: [{ label: 'vendor-cart', zone: 'no-vending', everyMinutes: 15, mostSeconds: 400 }, { label: 'vendor-entry', zone: 'no-vending', everyMinutes: 70, mostSeconds: 0 }] },
})
