import { defineScenario, duration, every, number, rung, sighting, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'road-flooding',
  name: '道路积水',
  module: 'command',
  about: '路口、下穿通道积水过 15 厘米，排水和值守到场；过 27 厘米断路，防车辆涉水被困。',
  startedBy: {
    points: { depth: { name: '积水深度', device: '电子水尺', unit: 'cm', low: 0, high: 300, everyMinutes: 2 } },
    labels: { waterlogging: '积水' },
    zones: { underpass: '路口与下穿通道' },
  },
  parameters: {
    depth: number({ label: '积水深度', help: '到这个深度即报。', unit: 'cm', min: 3, max: 100, step: 1, default: 15, basis: 'GB 50014—2021《室外排水设计标准》内涝防治：道路中一条车道积水深度不超过 15 cm' }),
    drained: number({ label: '退到多少解除', help: '水退到这个深度、行人能过才解除。', unit: 'cm', min: 0, max: 50, step: 1, default: 5 }),
    lasting: duration({ label: '满多久才报', help: '车轮溅水、洒水车只是一下。', unit: 'minute', min: 1, max: 30, default: 4 }),
    closed: number({ label: '断路深度', help: '到这个深度升为紧急，禁止车辆通行。', unit: 'cm', min: 10, max: 150, step: 1, default: 27, basis: '多地下穿立交警戒线的通行做法（约为小客车排气管高度），以当地交管规定为准' }),
    seenFor: duration({ label: '看到积水多久才报', help: '没有水尺的点位靠摄像机。', unit: 'minute', min: 2, max: 60, default: 8 }),
  },
  trigger: ({ depth, drained, lasting, seenFor }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'depth', limit: depth, clear: drained, forMs: lasting },
      { kind: 'seen', label: 'waterlogging', zone: 'underpass', score: 0.7, dwellMs: seenFor, holdMs: 300_000 },
    ],
  }),
  rise: { to: 'critical', says: '到了断路深度', when: ({ closed, drained }) => ({ kind: 'over', point: 'depth', limit: closed, clear: drained, forMs: 60_000 }) },
  dedupe: { per: 'site', restMinutes: 20 },
  severity: 'major',
  deadline: urgentHours(4),
  who: { unit: 'municipal', ladder: [rung('unit', 0, 'sms'), rung('grid-worker', 3, 'app'), rung('duty-officer', 10, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'S0406',
  icon: 'flood',
  playbook: [
    step('看画面核实水深', { by: 'duty-officer', within: 5, proof: 'note' }),
    step('到路口两头立警示、劝阻车辆行人', { by: 'grid-worker', within: 20, proof: 'photo' }),
    step('请交警断路，广播绕行', { by: 'duty-officer', within: 20, proof: 'call', only: '到了断路深度' }),
    step('开泵、清雨水箅子；开井盖必须有人守', { by: 'unit', within: 60, proof: 'photo' }),
    step('水退后清淤、撤警示', { by: 'unit', proof: 'photo', only: '解除以后' }),
  ],
  falseAlarms: ['车轮溅水、洒水车：满四分钟才报', '水面起伏：退到 5 厘米才解除', '晴天水管爆裂也会积水，所以不按有没有下雨来定'],
  privacy: null,
  examples: [
    { does: '暴雨中下穿通道积水 18 厘米，四分钟后报；退到 4 厘米解除', from: '2026-07-20 17:00', messages: [every(2, [0, 30], (minute) => value(minute, 'depth', 18)), value(60, 'depth', 10), value(90, 'depth', 4)], untilMinutes: 100, rings: [{ minute: 4, because: ['over depth'] }], clears: [90], rises: [] },
    { does: '涨到 35 厘米，升为紧急', from: '2026-07-20 17:00', messages: [every(2, [0, 20], (minute) => value(minute, 'depth', 10 + minute * 2))], untilMinutes: 20, rings: [{ minute: 8, because: ['over depth'] }], rises: [11] },
    { does: '没有水尺的路口，看到积水八分钟，报', from: '2026-07-20 17:00', messages: [every(1, [0, 10], (minute) => sighting(minute, 'waterlogging', 'underpass'))], untilMinutes: 11, rings: [{ minute: 8, because: ['seen underpass'] }] },
    { does: '洒水车开过，水尺跳到 20 厘米，两分钟后回零，不报', from: '2026-05-20 10:00', messages: [value(0, 'depth', 0), value(2, 'depth', 20), value(4, 'depth', 0)], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '小雨的日子', from: '2026-07-20 00:00', days: 2, points: { depth: { low: 0, high: 12, everyMinutes: 2 } } },
})
