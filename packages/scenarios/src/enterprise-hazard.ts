import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const GAUGE = '储罐仪表'

export default defineScenario({
  id: 'enterprise-hazard',
  name: '企业危险源超限',
  module: 'park',
  about: '罐区、冷库、涂装间的可燃气体、液位、温度超限，或温度和往常不一样：企业先处置，属地知道，部门到场。',
  startedBy: {
    points: {
      gas: { name: '可燃气体浓度', device: '工业可燃气体探测器', unit: '%LEL', low: 0, high: 100, everyMinutes: 1 },
      level: { name: '储罐液位', device: GAUGE, unit: '%', low: 0, high: 100, everyMinutes: 5 },
      temperature: { name: '储罐温度', device: GAUGE, unit: '℃', low: -60, high: 400, everyMinutes: 10 },
    },
  },
  parameters: {
    gas: number({ label: '可燃气体一级', help: '一级报警，企业查漏。', unit: '%LEL', min: 5, max: 25, step: 1, default: 25, basis: 'GB/T 50493—2019：可燃气体一级报警设定值不大于 25%LEL' }),
    gasHigh: number({ label: '可燃气体二级', help: '二级报警，升为紧急，停用火用电、撤人。', unit: '%LEL', min: 20, max: 50, step: 1, default: 50, basis: 'GB/T 50493—2019：可燃气体二级报警设定值不大于 50%LEL' }),
    level: number({ label: '液位上限', help: '超过它停止进料。按储罐设计的高液位改。', unit: '%', min: 50, max: 95, step: 1, default: 85 }),
    levelFor: duration({ label: '液位超多久才报', help: '进料时液面晃动。', unit: 'minute', min: 1, max: 60, default: 5 }),
    temperature: number({ label: '温度上限', help: '按物料的安全技术说明书改，启用前必须核对。', unit: '℃', min: -40, max: 300, step: 1, default: 40 }),
    strange: number({ label: '温度异于往常的灵敏度', help: '和这一罐自己的昼夜规律比，数越大越不容易报；需先学一百个读数。', unit: '级', min: -0.5, max: 3, step: 0.05, default: 0.5 }),
  },
  trigger: ({ gas, level, levelFor, temperature, strange }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'gas', limit: gas, clear: gas * 0.6, forMs: 15_000 },
      { kind: 'over', point: 'level', limit: level, clear: level - 5, forMs: levelFor },
      { kind: 'over', point: 'temperature', limit: temperature, clear: temperature - 3, forMs: 600_000 },
      { kind: 'unusual', point: 'temperature', holdMs: 3_600_000, threshold: strange },
    ],
  }),
  rise: { to: 'critical', says: '可燃气体二级报警，或液位、温度大大超限', when: ({ gasHigh, level, temperature }) => ({ kind: 'any', of: [{ kind: 'over', point: 'gas', limit: gasHigh, clear: 15, forMs: 5000 }, { kind: 'over', point: 'level', limit: Math.min(99, level + 10), clear: level, forMs: 60_000 }, { kind: 'over', point: 'temperature', limit: temperature + 15, clear: temperature, forMs: 60_000 }] }) },
  dedupe: { per: 'point', restMinutes: 15 },
  severity: 'major',
  deadline: urgentHours(2),
  who: { unit: 'fire', ladder: [rung('enterprise', 0, 'call'), rung('grid-worker', 5, 'app'), rung('duty-officer', 5, 'call'), rung('unit', 15, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 10 },
  classCode: 'A090402',
  icon: 'hazard',
  playbook: [
    step('打企业值班电话：是检修、进料还是泄漏', { by: 'duty-officer', within: 3, proof: 'call' }),
    step('停动火、停进料、开通风，两人携带检测仪查漏', { by: 'enterprise', within: 10, proof: 'note' }),
    step('上风向警戒，禁止车辆和手机', { by: 'grid-worker', within: 20, proof: 'photo', only: '可燃气体报警' }),
    step('按预案撤离下风向单位和住户，请消防、应急到场', { by: 'duty-officer', within: 20, proof: 'call', only: '升为紧急' }),
    step('查明原因、整改、复查销号', { by: 'unit', within: 1440, proof: 'note' }),
  ],
  falseAlarms: ['探头吹扫、标定：企业先挂维护标记', '进料晃动：液位满五分钟才报', '天热：温度上限满十分钟才报；和往常比的规则会学昼夜规律'],
  privacy: '只在企业与监管之间可见，不向公众显示企业名称。',
  examples: [
    { does: '法兰渗漏，可燃气体 30%，一刻秒报；55% 升为紧急', from: '2026-06-10 10:00', messages: [value(0, 'gas', 30), value(1, 'gas', 32), value(2, 'gas', 55), value(3, 'gas', 55), value(10, 'gas', 20), value(20, 'gas', 5)], untilMinutes: 30, rings: [{ minute: 0.25, because: ['over gas'] }], clears: [20], rises: [2.08] },
    { does: '进料过头，液位 88% 五分钟，报', from: '2026-06-10 10:00', messages: [every(5, [0, 15], (minute) => value(minute, 'level', 88)), value(20, 'level', 83), value(25, 'level', 75)], untilMinutes: 30, rings: [{ minute: 5, because: ['over level'] }], clears: [25], rises: [] },
    { does: '温度没到上限，但半夜里一下比往常高出八度，报', from: '2026-06-01 00:00', messages: [every(10, [0, 4320], (minute) => value(minute, 'temperature', 18 + 3 * Math.sin(minute / 229.2) + (minute % 7) / 20)), every(10, [4330, 4350], (minute) => value(minute, 'temperature', 28.5))], untilMinutes: 4350, rings: [{ minute: 4330, because: ['unusual temperature'] }], rises: [] },
    { does: '吹扫探头，浓度跳一下，十秒回落，不报', from: '2026-06-10 10:00', messages: [value(0, 'gas', 60), value(4 / 60, 'gas', 2)], untilMinutes: 30, rings: [] },
    { does: '进料时液面晃到 86%，三分钟回落，不报', from: '2026-06-10 10:00', messages: [value(0, 'level', 86), value(3, 'level', 83)], untilMinutes: 30, rings: [] },
    { does: '储罐 45 度十分钟，报；降到 30 度解除', from: '2026-06-10 10:00', messages: [every(10, [0, 20], (minute) => value(minute, 'temperature', 45)), value(30, 'temperature', 38), value(40, 'temperature', 30)], untilMinutes: 50, rings: [{ minute: 10, because: ['over temperature'] }], clears: [40], rises: [] },
    { does: '液位到了 97%，一分钟就按紧急报', from: '2026-06-10 10:00', messages: [every(5, [0, 10], (minute) => value(minute, 'level', 97))], untilMinutes: 10, rings: [{ minute: 5, because: ['over level'] }], rises: [1] },
    { does: '储罐 58 度，一分钟就按紧急报', from: '2026-06-10 10:00', messages: [every(10, [0, 10], (minute) => value(minute, 'temperature', 58))], untilMinutes: 12, rings: [{ minute: 10, because: ['over temperature'] }], rises: [1] },
  ],
  calm: { does: '平稳运行的罐区', from: '2026-06-10 00:00', days: 2, points: { gas: { low: 0, high: 8, everyMinutes: 5 }, level: { low: 40, high: 82, everyMinutes: 10 } } },
})
