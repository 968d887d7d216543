import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const MONITOR = '电气火灾监控探测器'

export default defineScenario({
  id: 'electrical-fire',
  name: '电气火灾',
  module: 'fire',
  about: '配电箱剩余电流过大或线缆过热，请电工查线，不等到起火。系统只提醒，不自动断电。',
  startedBy: {
    points: {
      residual: { name: '剩余电流', device: MONITOR, unit: 'mA', low: 0, high: 5000, everyMinutes: 5 },
      cable: { name: '线缆温度', device: MONITOR, unit: '℃', low: -40, high: 300, everyMinutes: 5 },
    },
  },
  parameters: {
    residual: number({ label: '剩余电流', help: '先看线路平时有多少：正常漏流大的取 400—500。', unit: 'mA', min: 20, max: 1000, step: 10, default: 300, basis: 'GB 50116—2013 第 9.2.3 条：报警值宜为 300 mA—500 mA' }),
    residualFor: duration({ label: '剩余电流超多久才报', help: '大电机启动会冲一下。', unit: 'second', min: 5, max: 900, default: 60 }),
    cable: number({ label: '线缆温度', help: '按线缆绝缘的长期允许温度定，聚氯乙烯一般 70。', unit: '℃', min: 45, max: 140, step: 1, default: 70, basis: 'GB 14287.3—2014 测温式探测器报警设定值 45—140 ℃；70 ℃ 为聚氯乙烯绝缘的长期允许温度' }),
    cableFor: duration({ label: '过热多久才报', help: '用电高峰一阵发热会降下来。', unit: 'minute', min: 1, max: 60, default: 5 }),
  },
  trigger: ({ residual, residualFor, cable, cableFor }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'residual', limit: residual, clear: residual * 0.8, forMs: residualFor },
      { kind: 'over', point: 'cable', limit: cable, clear: cable - 10, forMs: cableFor },
    ],
  }),
  rise: {
    to: 'critical',
    says: '又漏电又过热，或温度在冒火边缘',
    when: ({ residual, cable }) => ({
      kind: 'any',
      of: [
        { kind: 'over', point: 'cable', limit: cable + 30, clear: cable, forMs: 60_000 },
        { kind: 'all', of: [{ kind: 'over', point: 'residual', limit: residual, clear: residual * 0.8, forMs: 60_000 }, { kind: 'over', point: 'cable', limit: cable, clear: cable - 10, forMs: 60_000 }] },
      ],
    }),
  },
  dedupe: { per: 'point', restMinutes: 30 },
  severity: 'minor',
  deadline: urgentHours(24),
  who: { unit: 'property', ladder: [rung('keeper', 0, 'sms'), rung('property', 5, 'app'), rung('grid-worker', 60, 'app'), rung('duty-officer', 120, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'A010704',
  icon: 'electric',
  playbook: [
    step('打电话问现场：有没有焦味、在用什么大功率电器', { by: 'keeper', within: 15, proof: 'call' }),
    step('停用可疑支路；断电由持证电工做', { by: 'property', within: 60, proof: 'note' }),
    step('带灭火器守在现场，准备 119', { by: 'property', within: 60, proof: 'call', only: '升为紧急' }),
    step('逐路查漏电点和松动接头，修好后复测', { by: 'keeper', within: 1440, proof: 'photo' }),
  ],
  falseAlarms: ['正常漏流一两百毫安：300 毫安才报', '电机启动：满一分钟才报', '高峰发热：过热满五分钟才报，降十度才解除'],
  privacy: null,
  examples: [
    { does: '受潮漏电 380 毫安，一分钟报；修好降到 200 解除', from: '2026-07-20 10:00', messages: [value(0, 'residual', 150), value(5, 'residual', 380), value(10, 'residual', 390), value(60, 'residual', 260), value(120, 'residual', 200)], untilMinutes: 130, rings: [{ minute: 6, because: ['over residual'] }], clears: [120], rises: [] },
    { does: '接头松动，线缆 85 度，五分钟报；105 度升为紧急', from: '2026-07-20 10:00', messages: [every(5, [0, 20], (minute) => value(minute, 'cable', minute < 10 ? 85 : 105)), value(25, 'cable', 65), value(30, 'cable', 50)], untilMinutes: 35, rings: [{ minute: 5, because: ['over cable'] }], clears: [30], rises: [11] },
    { does: '空调压缩机启动冲到 500 毫安，半分钟回落，不报', from: '2026-07-20 10:00', messages: [value(0, 'residual', 500), value(0.5, 'residual', 120)], untilMinutes: 30, rings: [] },
    { does: '晚饭用电高峰线缆 72 度四分钟，不报', from: '2026-07-20 18:00', messages: [value(0, 'cable', 72), value(4, 'cable', 66)], untilMinutes: 30, rings: [] },
    { does: '又漏电又过热，一分钟升为紧急', from: '2026-07-20 10:00', messages: [value(0, 'residual', 350), value(0, 'cable', 75)], untilMinutes: 3, rings: [{ minute: 1, because: ['over residual'] }], rises: [1] },
    { does: '漏电着，线缆只热了半分钟，不升级', from: '2026-07-20 10:00', messages: [value(0, 'residual', 380), value(3, 'cable', 75), value(3.5, 'cable', 55)], untilMinutes: 8, rings: [{ minute: 1, because: ['over residual'] }], rises: [] },
    { does: '线缆热着，电机启动冲了二十秒剩余电流，不升级', from: '2026-07-20 10:00', messages: [value(0, 'cable', 75), value(6, 'residual', 500), value(6.33, 'residual', 100)], untilMinutes: 8, rings: [{ minute: 5, because: ['over cable'] }], rises: [] },
  ],
  calm: { does: '平常用电', from: '2026-07-20 00:00', days: 3, points: { residual: { low: 40, high: 250, everyMinutes: 5 }, cable: { low: 20, high: 65, everyMinutes: 5 } } },
})
