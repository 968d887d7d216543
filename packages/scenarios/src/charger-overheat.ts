import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const CHARGER = '充电桩'

export default defineScenario({
  id: 'charger-overheat',
  name: '充电桩过热',
  module: 'fire',
  about: '充电时插头、端子发热过头，先远程停充，再让人去看；电池鼓包、冒烟按着火办。',
  startedBy: {
    points: {
      temperature: { name: '插口温度', device: CHARGER, unit: '℃', low: -40, high: 250, everyMinutes: 1 },
      current: { name: '充电电流', device: CHARGER, unit: 'A', low: 0, high: 400, everyMinutes: 1 },
    },
  },
  parameters: {
    warm: number({ label: '充电时的温度', help: '正在充电而且热到这么多。露天桩夏天外壳本来就热，所以不充电不看。', unit: '℃', min: 45, max: 85, step: 1, default: 65 }),
    lasting: duration({ label: '热多久才报', help: '刚插上接触电阻大，会热一下。', unit: 'minute', min: 1, max: 30, default: 3 }),
    climb: number({ label: '升得太快', help: '充电时五分钟升这么多，多半是接触不良或电池失控。', unit: '℃', min: 5, max: 60, step: 1, default: 18 }),
    critical: number({ label: '紧急温度', help: '不管充不充电，热到这么多即升为紧急。', unit: '℃', min: 70, max: 150, step: 1, default: 85 }),
  },
  trigger: ({ warm, lasting, climb, critical }) => ({
    kind: 'any',
    of: [
      { kind: 'all', of: [{ kind: 'over', point: 'temperature', limit: warm, clear: warm - 8, forMs: lasting }, { kind: 'over', point: 'current', limit: 0.3 }] },
      { kind: 'all', of: [{ kind: 'changes', point: 'temperature', by: climb, withinMs: 300_000, direction: 'up' }, { kind: 'over', point: 'current', limit: 0.3 }] },
      { kind: 'over', point: 'temperature', limit: critical, clear: critical - 20, forMs: 20_000 },
    ],
  }),
  rise: { to: 'critical', says: '温度到了起火边缘', when: ({ critical }) => ({ kind: 'over', point: 'temperature', limit: critical, clear: critical - 20, forMs: 20_000 }) },
  dedupe: { per: 'device', restMinutes: 10 },
  severity: 'major',
  deadline: urgentHours(4),
  who: { unit: 'property', ladder: [rung('keeper', 0, 'app'), rung('property', 1, 'call'), rung('grid-worker', 5, 'app'), rung('duty-officer', 10, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 10 },
  classCode: 'A090306',
  emergency: 'fire',
  icon: 'charger',
  playbook: [
    step('远程停充；停不了的现场拉闸', { by: 'keeper', within: 2, proof: 'note' }),
    step('带灭火器看插头、电池：不热了再拔', { by: 'property', within: 8, proof: 'photo' }),
    step('冒烟、鼓包的：拉开距离，打 119，疏散车棚', { by: 'property', within: 8, proof: 'call', only: '冒烟或鼓包' }),
    step('通知车主；桩停用、换插座后测温', { by: 'keeper', within: 240, proof: 'photo' }),
  ],
  falseAlarms: ['夏天外壳晒热：没有充电电流不看', '刚插上一阵热：满三分钟才报', '测温点晒到太阳：第一步现场看插头'],
  privacy: null,
  examples: [
    { does: '充电时插口 70 度三分钟，报；停充降温后解除', from: '2026-07-20 21:00', messages: [every(1, [0, 6], (minute) => value(minute, 'current', 2)), every(1, [0, 6], (minute) => value(minute, 'temperature', 70)), value(6.5, 'temperature', 60), value(7, 'current', 0), value(12, 'temperature', 45)], untilMinutes: 20, rings: [{ minute: 3, because: ['over temperature', 'over current'] }], clears: [7], rises: [] },
    { does: '电池失控，四分钟升了四十度，先报快升，九十度升为紧急', from: '2026-07-20 21:00', messages: [every(1, [0, 5], (minute) => value(minute, 'current', 2)), every(1, [0, 5], (minute) => value(minute, 'temperature', 40 + minute * 12))], untilMinutes: 6, rings: [{ minute: 2, because: ['changes temperature', 'over current'] }], rises: [4.33] },
    { does: '夏天正午没人充电，外壳晒到 70 度，不报', from: '2026-07-20 12:00', messages: [every(5, [0, 120], (minute) => value(minute, 'temperature', 70)), every(5, [0, 120], (minute) => value(minute, 'current', 0))], untilMinutes: 120, rings: [] },
    { does: '刚插上 68 度，两分钟就降，不报', from: '2026-07-20 21:00', messages: [value(0, 'current', 2), value(0, 'temperature', 68), value(2, 'temperature', 55)], untilMinutes: 30, rings: [] },
    { does: '没在充电，插口却有 90 度，二十秒报，直接按紧急；凉到 60 度解除', from: '2026-07-20 21:00', messages: [value(0, 'current', 0), value(0, 'temperature', 90), value(5, 'temperature', 70), value(10, 'temperature', 60)], untilMinutes: 20, rings: [{ minute: 0.33, because: ['over temperature'] }], clears: [10], rises: [0.33] },
  ],
  calm: { does: '夏天的露天车棚', from: '2026-07-20 00:00', days: 2, points: { temperature: { low: 44, high: 60, everyMinutes: 1 }, current: { low: 0, high: 3, everyMinutes: 1 } } },
})
