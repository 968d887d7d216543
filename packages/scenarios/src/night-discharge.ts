import { defineScenario, duration, every, hours, number, rung, sighting, step, urgentHours, value } from './define/index.ts'

const MONITOR = '排口水质监测仪'

export default defineScenario({
  id: 'night-discharge',
  name: '夜间排污',
  module: 'urban',
  about: '夜里排口突然变浑、变咸，或氨氮超标，或摄像机看到排水：留证，请生态环境到场采样。',
  startedBy: {
    points: {
      turbidity: { name: '浊度', device: MONITOR, unit: 'NTU', low: 0, high: 4000, everyMinutes: 5 },
      conductivity: { name: '电导率', device: MONITOR, unit: 'µS/cm', low: 0, high: 20_000, everyMinutes: 5 },
      ammonia: { name: '氨氮', device: MONITOR, unit: 'mg/L', low: 0, high: 300, everyMinutes: 5 },
    },
    labels: { discharge: '排水' },
    zones: { outfall: '排口' },
  },
  parameters: {
    night: hours({ label: '夜间时段', help: '只在这段时间报；白天由巡河发现。', default: [{ from: '22:00', to: '06:00' }] }),
    ammonia: number({ label: '氨氮上限', help: '超过并持续即报。', unit: 'mg/L', min: 0.5, max: 50, step: 0.1, default: 2, basis: 'GB 3838—2002《地表水环境质量标准》Ⅴ类氨氮 2.0 mg/L' }),
    ammoniaFor: duration({ label: '氨氮超多久才报', help: '探头刚清洗完会跳一下。', unit: 'minute', min: 5, max: 120, default: 15 }),
    turbid: number({ label: '变浑', help: '半小时内浊度上升这么多。', unit: 'NTU', min: 10, max: 2000, step: 10, default: 80 }),
    salty: number({ label: '变咸', help: '半小时内电导率上升这么多。只变浑不变咸的多半是雨水冲刷，不报。', unit: 'µS/cm', min: 50, max: 5000, step: 50, default: 300 }),
    seenFor: duration({ label: '看到排水多久才报', help: '没有监测仪的排口靠摄像机。', unit: 'minute', min: 1, max: 60, default: 5 }),
  },
  trigger: ({ night, ammonia, ammoniaFor, turbid, salty, seenFor }) => ({
    kind: 'within-hours',
    hours: night,
    of: {
      kind: 'any',
      of: [
        { kind: 'over', point: 'ammonia', limit: ammonia, clear: ammonia * 0.8, forMs: ammoniaFor },
        {
          kind: 'all',
          of: [
            { kind: 'changes', point: 'turbidity', by: turbid, withinMs: 1_800_000, direction: 'up' },
            { kind: 'changes', point: 'conductivity', by: salty, withinMs: 1_800_000, direction: 'up' },
          ],
        },
        { kind: 'seen', label: 'discharge', zone: 'outfall', score: 0.65, dwellMs: seenFor, holdMs: 120_000 },
      ],
    },
  }),
  dedupe: { per: 'site', restMinutes: 60 },
  severity: 'major',
  deadline: urgentHours(8),
  who: { unit: 'ecology', ladder: [rung('duty-officer', 0, 'app'), rung('unit', 5, 'call'), rung('grid-worker', 10, 'app')] },
  makesCase: { when: 'at-once' },
  classCode: 'A020202',
  icon: 'outfall',
  playbook: [
    step('封存告警前后的读数和画面', { by: 'duty-officer', within: 10 }),
    step('两人到排口，拍照、记气味和颜色，不接触水体', { by: 'grid-worker', within: 40, proof: 'photo' }),
    step('采样送检，只有有资质的单位采的样能作证据', { by: 'unit', within: 120, proof: 'note' }),
    step('开检查井往上游逐段查来源', { by: 'unit', within: 480, proof: 'note' }),
  ],
  falseAlarms: ['下雨：雨水让水变浑但变淡，浊度和电导率一起上升才报', '清洗探头：氨氮超 15 分钟才报'],
  privacy: null,
  examples: [
    { does: '凌晨一点，二十分钟内又浑又咸，报；不再变浑变咸了，一刻钟后解除', from: '2026-05-20 00:30', messages: [every(5, [0, 60], (minute) => value(minute, 'turbidity', minute < 30 ? 20 : 180)), every(5, [0, 60], (minute) => value(minute, 'conductivity', minute < 40 ? 600 : 1500))], untilMinutes: 60, rings: [{ minute: 40, because: ['changes turbidity', 'changes conductivity'] }], clears: [55] },
    { does: '夜里氨氮 6 mg/L 一刻钟，报', from: '2026-05-20 00:30', messages: [every(5, [0, 30], (minute) => value(minute, 'ammonia', 6)), value(35, 'ammonia', 1.8), value(40, 'ammonia', 1)], untilMinutes: 45, rings: [{ minute: 15, because: ['over ammonia'] }], clears: [40] },
    { does: '夜里看到排口排水五分钟，报', from: '2026-05-20 00:30', messages: [every(1, [0, 8], (minute) => sighting(minute, 'discharge', 'outfall'))], untilMinutes: 9, rings: [{ minute: 5, because: ['seen outfall'] }] },
    { does: '夜雨冲刷，水变浑但变淡，不报', from: '2026-07-20 00:30', messages: [every(5, [0, 60], (minute) => value(minute, 'turbidity', minute < 20 ? 20 : 400)), every(5, [0, 60], (minute) => value(minute, 'conductivity', minute < 20 ? 600 : 250))], untilMinutes: 90, rings: [] },
    { does: '下午同样的读数，不在夜间时段，不报', from: '2026-05-20 14:00', messages: [every(5, [0, 30], (minute) => value(minute, 'ammonia', 6))], untilMinutes: 60, rings: [] },
  ],
  calm: { does: '平常的排口', from: '2026-05-20 00:00', days: 3, points: { turbidity: { low: 5, high: 60, everyMinutes: 5 }, conductivity: { low: 450, high: 700, everyMinutes: 5 }, ammonia: { low: 0.2, high: 1.5, everyMinutes: 5 } } },
})
