import { defineScenario, duration, every, hours, number, rung, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'crowd',
  name: '人群聚集',
  module: 'security',
  about: '一处地方人太多，或几分钟里突然聚起人来：先看是什么事，再决定疏导还是处置。',
  startedBy: { points: { people: { name: '画面内人数', device: '摄像机计数', unit: '人', low: 0, high: 5000, everyMinutes: 1 } } },
  parameters: {
    many: number({ label: '多少人才报', help: '按场地大小定：每平方米一人以下仍能自由走动。', unit: '人', min: 10, max: 5000, step: 5, default: 80 }),
    thinned: number({ label: '散到多少解除', help: '降到这么多才解除。', unit: '人', min: 0, max: 5000, step: 5, default: 50 }),
    lasting: duration({ label: '多久不散才报', help: '公交到站、散场是一阵。', unit: 'minute', min: 1, max: 60, default: 8 }),
    known: hours({ label: '平常就多人的时段', help: '广场舞、纳凉的时段只看突然聚集，不看总人数。', default: [{ from: '18:30', to: '21:30' }] }),
    burst: number({ label: '突然聚集', help: '五分钟内多出这么多人即报，任何时段都看。', unit: '人', min: 10, max: 2000, step: 5, default: 60 }),
    crush: number({ label: '过密', help: '超过这么多升为紧急，防拥挤踩踏。', unit: '人', min: 30, max: 5000, step: 5, default: 250 }),
  },
  trigger: ({ many, thinned, lasting, known, burst }) => ({
    kind: 'any',
    of: [
      { kind: 'quiet-hours', hours: known, of: { kind: 'over', point: 'people', limit: many, clear: thinned, forMs: lasting } },
      { kind: 'changes', point: 'people', by: burst, withinMs: 300_000, direction: 'up' },
    ],
  }),
  rise: { to: 'critical', says: '人过密，有踩踏危险', when: ({ crush, thinned }) => ({ kind: 'over', point: 'people', limit: crush, clear: thinned, forMs: 120_000 }) },
  dedupe: { per: 'zone', restMinutes: 15 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'police', ladder: [rung('duty-officer', 0, 'app'), rung('grid-worker', 2, 'app'), rung('community', 10, 'call')] },
  makesCase: { when: 'by-hand' },
  classCode: 'S0409',
  icon: 'crowd',
  playbook: [
    step('看画面：演出、散场、事故、纠纷还是上访', { by: 'duty-officer', within: 3, proof: 'note' }),
    step('就近到场了解，纠纷先听、先劝、先分开', { by: 'grid-worker', within: 15, proof: 'note' }),
    step('开备用出口、单向通行、暂停放行', { by: 'duty-officer', within: 15, proof: 'call', only: '人过密' }),
    step('请公安到场；有人受伤打 120', { by: 'duty-officer', within: 20, proof: 'call', only: '有冲突、受伤或过密' }),
    step('散后回访诉求，转成案件办理', { by: 'community', proof: 'note', only: '因诉求聚集' }),
  ],
  falseAlarms: ['公交到站、散场：八分钟不散才报', '广场舞、纳凉：那段时间只看突然聚集', '数得忽多忽少：降到 50 人才解除'],
  privacy: '只数人数，不认脸、不认人，不留名单。',
  examples: [
    { does: '中午门前聚了百来人，八分钟不散，报', from: '2026-04-15 12:00', messages: [every(1, [0, 60], (minute) => value(minute, 'people', Math.min(110, 20 + minute * 5))), value(61, 'people', 70), value(62, 'people', 45)], untilMinutes: 65, rings: [{ minute: 21, because: ['over people'] }], clears: [62], rises: [] },
    { does: '广场舞时段三分钟多出七十人，报突然聚集', from: '2026-06-10 19:00', messages: [every(1, [0, 20], (minute) => value(minute, 'people', minute < 10 ? 100 : 180))], untilMinutes: 20, rings: [{ minute: 10, because: ['changes people'] }], clears: [14] },
    { does: '三百人挤着两分钟，升为紧急', from: '2026-04-15 12:00', messages: [every(1, [0, 12], (minute) => value(minute, 'people', 300))], untilMinutes: 12, rings: [{ minute: 8, because: ['over people'] }], rises: [2] },
    { does: '晚上跳广场舞的一百二十人慢慢到齐，不报', from: '2026-06-10 18:40', messages: [every(1, [0, 100], (minute) => value(minute, 'people', Math.min(120, minute * 4)))], untilMinutes: 100, rings: [] },
    { does: '公交到站下来三十人，不报', from: '2026-04-15 12:00', messages: [every(1, [0, 10], (minute) => value(minute, 'people', minute === 5 ? 60 : 30))], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '平常的街口', from: '2026-04-15 00:00', days: 1, points: { people: { low: 5, high: 60, everyMinutes: 1 } } },
})
