import { defineScenario, duration, every, hours, number, rung, step, urgentHours, value } from './define/index.ts'

const MONITOR = '工地扬尘噪声监测仪'
const NOISE = 'GB 12523《建筑施工场界环境噪声排放标准》'

export default defineScenario({
  id: 'dust-noise',
  name: '扬尘噪声',
  module: 'urban',
  about: '工地扬尘超标，或白天、夜里施工太吵：先让工地自己降尘、停机，不改的交住建、生态环境。',
  startedBy: {
    points: {
      dust: { name: 'PM10', device: MONITOR, unit: 'µg/m³', low: 0, high: 5000, everyMinutes: 5 },
      noise: { name: '等效声级', device: MONITOR, unit: 'dB(A)', low: 20, high: 140, everyMinutes: 1 },
    },
  },
  parameters: {
    dust: number({ label: '扬尘', help: '沙尘天各处都高，先看邻近站点再派。', unit: 'µg/m³', min: 50, max: 1000, step: 10, default: 150, basis: 'GB 3095—2012《环境空气质量标准》二级 PM10 日均 150 µg/m³，这里借作小时参考线' }),
    dustFor: duration({ label: '扬尘超多久才报', help: '车过一阵灰很快落下。', unit: 'minute', min: 10, max: 240, default: 45 }),
    day: number({ label: '白天噪声', help: '昼间场界限值。', unit: 'dB(A)', min: 50, max: 90, step: 1, default: 70, basis: `${NOISE}：昼间 70 dB(A)` }),
    night: number({ label: '夜里噪声', help: '夜间场界限值；有夜间施工许可的工地不改限值，改“夜间时段”。', unit: 'dB(A)', min: 40, max: 80, step: 1, default: 55, basis: `${NOISE}：夜间 55 dB(A)` }),
    noiseFor: duration({ label: '噪声超多久才报', help: '鸣笛、卸一车料是一下。', unit: 'minute', min: 2, max: 60, default: 10 }),
    dark: hours({ label: '夜间时段', help: '按夜里的限值看的时段。', default: [{ from: '22:00', to: '06:00' }], basis: `${NOISE}：夜间为 22:00 至次日 6:00` }),
  },
  trigger: ({ dust, dustFor, day, night, noiseFor, dark }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'dust', limit: dust, clear: dust * 0.8, forMs: dustFor },
      { kind: 'over', point: 'noise', limit: day, clear: day - 3, forMs: noiseFor },
      { kind: 'within-hours', hours: dark, of: { kind: 'over', point: 'noise', limit: night, clear: night - 3, forMs: noiseFor } },
    ],
  }),
  rise: { to: 'major', says: '夜间施工扰民', when: ({ night, noiseFor, dark }) => ({ kind: 'within-hours', hours: dark, of: { kind: 'over', point: 'noise', limit: night + 10, clear: night, forMs: noiseFor } }) },
  dedupe: { per: 'point', restMinutes: 60 },
  severity: 'minor',
  deadline: urgentHours(4),
  who: { unit: 'housing', ladder: [rung('enterprise', 0, 'sms'), rung('grid-worker', 20, 'app'), rung('unit', 60, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'S0302',
  classOf: { noise: 'S0301' },
  icon: 'dust',
  playbook: [
    step('通知工地：开喷淋、盖裸土、停高噪声机械', { by: 'enterprise', within: 20, proof: 'photo' }),
    step('看邻近站点，普遍都高的是沙尘天，改为提醒', { by: 'duty-officer', within: 30, proof: 'note', only: '扬尘' }),
    step('到场看围挡、冲洗、覆盖，夜里看施工许可', { by: 'grid-worker', within: 60, proof: 'photo' }),
    step('交住建、生态环境处理，反馈给投诉的居民', { by: 'unit', within: 240, proof: 'note' }),
  ],
  falseAlarms: ['沙尘天：各站都高，第二步先比邻站', '车过、鸣笛：扬尘四十五分钟、噪声十分钟才报', '场外噪声：麦克风装在场界内侧，到场核实'],
  privacy: null,
  examples: [
    { does: '扬尘 240 四十五分钟不降，报；喷淋后降到 100 解除', from: '2026-04-15 10:00', messages: [every(5, [0, 60], (minute) => value(minute, 'dust', 240)), value(65, 'dust', 130), value(70, 'dust', 100)], untilMinutes: 80, rings: [{ minute: 45, because: ['over dust'] }], clears: [70] },
    { does: '夜里十一点 68 分贝十分钟，报，按重要处置', from: '2026-04-15 23:00', messages: [every(1, [0, 20], (minute) => value(minute, 'noise', 68)), value(21, 'noise', 53), value(23, 'noise', 45)], untilMinutes: 25, rings: [{ minute: 10, because: ['over noise'] }], clears: [23], rises: [10] },
    { does: '白天同样 68 分贝，不到白天限值，不报', from: '2026-04-15 10:00', messages: [every(1, [0, 60], (minute) => value(minute, 'noise', 68))], untilMinutes: 60, rings: [] },
    { does: '晚上九点五十收工前一直 65 分贝，十点前停了，不报', from: '2026-04-15 21:30', messages: [every(1, [0, 28], (minute) => value(minute, 'noise', 65)), value(29, 'noise', 48)], untilMinutes: 90, rings: [] },
    { does: '渣土车过，扬尘一刻钟落下，不报', from: '2026-04-15 10:00', messages: [every(5, [0, 10], (minute) => value(minute, 'dust', 400)), value(15, 'dust', 90)], untilMinutes: 90, rings: [] },
    { does: '白天打桩 75 分贝十分钟，报；停下来解除', from: '2026-04-15 10:00', messages: [every(1, [0, 11], (minute) => value(minute, 'noise', 75)), value(12, 'noise', 68), value(14, 'noise', 60)], untilMinutes: 20, rings: [{ minute: 10, because: ['over noise'] }], clears: [14], rises: [] },
  ],
  calm: { does: '管得好的工地', from: '2026-04-15 00:00', days: 2, points: { dust: { low: 20, high: 140, everyMinutes: 5 }, noise: { low: 35, high: 54, everyMinutes: 1 } } },
})
