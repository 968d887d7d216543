import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'hydrant-pressure',
  name: '消防水压',
  module: 'fire',
  about: '消火栓、喷淋管网压力低了、没了，或一下子掉压（爆管、偷水）：救火时没水是大事，平时就要发现。',
  startedBy: { points: { pressure: { name: '管网压力', device: '消防水压监测仪', unit: 'MPa', low: 0, high: 3, everyMinutes: 10 } } },
  parameters: {
    low: number({ label: '最低压力', help: '市政消火栓平时的工作压力；室内系统按设计的静压改。', unit: 'MPa', min: 0.02, max: 1, step: 0.01, default: 0.14, basis: 'GB 50974—2014 第 7.2.8 条、GB 55036—2022 第 3.0.3 条：市政消火栓平时运行工作压力不小于 0.14 MPa' }),
    lowFor: duration({ label: '低多久才报', help: '用水高峰会短时低一点。', unit: 'minute', min: 5, max: 720, default: 30 }),
    drop: number({ label: '突然掉压', help: '二十分钟里掉这么多即报，多半是爆管或私接。', unit: 'MPa', min: 0.03, max: 1, step: 0.01, default: 0.12 }),
    none: number({ label: '等于没水', help: '低到这么多升为紧急。', unit: 'MPa', min: 0, max: 0.2, step: 0.01, default: 0.05 }),
  },
  trigger: ({ low, lowFor, drop }) => ({
    kind: 'any',
    of: [
      { kind: 'under', point: 'pressure', limit: low, clear: low + 0.02, forMs: lowFor },
      { kind: 'changes', point: 'pressure', by: drop, withinMs: 1_200_000, direction: 'down' },
    ],
  }),
  rise: { to: 'critical', says: '管网等于没水', when: ({ none, low }) => ({ kind: 'under', point: 'pressure', limit: none, clear: low, forMs: 900_000 }) },
  dedupe: { per: 'point', restMinutes: 60 },
  severity: 'major',
  deadline: urgentHours(24),
  who: { unit: 'fire', ladder: [rung('keeper', 0, 'sms'), rung('property', 10, 'app'), rung('duty-officer', 60, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'A090302',
  icon: 'hydrant',
  playbook: [
    step('问供水有没有停水、检修', { by: 'keeper', within: 20, proof: 'call' }),
    step('沿管查漏水、查阀门是不是被关', { by: 'property', within: 120, proof: 'photo' }),
    step('报消防备案，增派灭火器和巡查', { by: 'property', within: 120, proof: 'note', only: '等于没水' }),
    step('修复、放水测试、拍压力表', { by: 'keeper', within: 1440, proof: 'photo' }),
  ],
  falseAlarms: ['用水高峰：低满半小时才报', '放水测试：先在设备上挂维护标记', '表头结冰：冬天同时看供水压力，第一步先问'],
  privacy: null,
  examples: [
    { does: '阀门被误关，压力降到 0.10，半小时报；打开后解除', from: '2026-04-15 09:00', messages: [value(0, 'pressure', 0.2), every(10, [10, 60], (minute) => value(minute, 'pressure', 0.1)), value(80, 'pressure', 0.15), value(90, 'pressure', 0.2)], untilMinutes: 100, rings: [{ minute: 40, because: ['under pressure'] }], clears: [90], rises: [] },
    { does: '爆管，十分钟里从 0.30 掉到 0.04，当即报，一刻钟后升为紧急', from: '2026-04-15 09:00', messages: [value(0, 'pressure', 0.3), value(10, 'pressure', 0.04), value(20, 'pressure', 0.03), value(30, 'pressure', 0.03)], untilMinutes: 32, rings: [{ minute: 10, because: ['changes pressure'] }], rises: [25] },
    { does: '早晨用水高峰 0.13 持续二十分钟，不报', from: '2026-04-15 07:00', messages: [value(0, 'pressure', 0.18), value(10, 'pressure', 0.13), value(20, 'pressure', 0.13), value(30, 'pressure', 0.16)], untilMinutes: 120, rings: [] },
  ],
  calm: { does: '管网平常的波动', from: '2026-04-15 00:00', days: 5, points: { pressure: { low: 0.2, high: 0.3, everyMinutes: 10 } } },
})
