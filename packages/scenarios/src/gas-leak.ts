import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

export default defineScenario({
  id: 'gas-leak',
  name: '燃气泄漏',
  module: 'fire',
  about: '餐饮店、老人家里的燃气探测器浓度升高：马上叫本人开窗关阀出屋，请燃气公司抢修。',
  startedBy: { points: { lel: { name: '燃气浓度', device: '家用可燃气体探测器', unit: '%LEL', low: 0, high: 100, everyMinutes: 1 } } },
  parameters: {
    low: number({ label: '报警浓度', help: '天然气占爆炸下限的百分比。做饭、喷酒精多的地方可调到 15，不要超过 25。', unit: '%LEL', min: 5, max: 25, step: 1, default: 10, basis: 'GB 15322.2—2019《可燃气体探测器 第2部分：家用》报警设定值 5%—25%LEL，取 10%' }),
    lasting: duration({ label: '超多久才报', help: '打火前漏出的一点、酒精蒸气很快会散。', unit: 'second', min: 0, max: 120, default: 20 }),
    cleared: number({ label: '降到多少解除', help: '降到这么低才解除。', unit: '%LEL', min: 0, max: 20, step: 1, default: 4 }),
    high: number({ label: '危险浓度', help: '超过它升为紧急，疏散同一单元。', unit: '%LEL', min: 20, max: 60, step: 1, default: 25, basis: 'GB 15322.2—2019 家用报警设定值上限 25%LEL' }),
  },
  trigger: ({ low, lasting, cleared }) => ({ kind: 'over', point: 'lel', limit: low, clear: cleared, forMs: lasting }),
  rise: { to: 'critical', says: '到了危险浓度', when: ({ high, cleared }) => ({ kind: 'over', point: 'lel', limit: high, clear: cleared, forMs: 5000 }) },
  dedupe: { per: 'device', restMinutes: 2 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'gas', ladder: [rung('person', 0, 'call'), rung('property', 1, 'call'), rung('unit', 2, 'call'), rung('duty-officer', 4, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'A010801',
  icon: 'gas',
  playbook: [
    step('告诉屋里的人：不开关任何电器，开窗，关总阀，到屋外再打电话', { by: 'duty-officer', within: 1, proof: 'call' }),
    step('到场拦人，楼下切断该单元电源由供电来做，不按门铃', { by: 'property', within: 5, proof: 'note' }),
    step('疏散同一单元和上下层，警戒 50 米', { by: 'grid-worker', within: 10, proof: 'note', only: '到了危险浓度' }),
    step('燃气公司检测、堵漏、复测合格', { by: 'unit', within: 60, proof: 'photo' }),
    step('查软管、熄火保护、阀门，能换的当场换', { by: 'unit', within: 1440, proof: 'note' }),
  ],
  falseAlarms: ['酒精、发胶、料酒：满二十秒才报，本人在家一问便知', '探测器老化：五年以上的换新，不靠调高浓度', '在线上来回：降到 4% 才解除'],
  privacy: null,
  examples: [
    { does: '软管脱落，浓度升到 14%，二十秒报；升到 30% 为紧急；通风后解除', from: '2026-01-20 18:00', messages: [value(0, 'lel', 2), value(1, 'lel', 14), value(2, 'lel', 30), value(3, 'lel', 30), value(10, 'lel', 6), value(15, 'lel', 3)], untilMinutes: 20, rings: [{ minute: 1.33, because: ['over lel'] }], clears: [15], rises: [2.08] },
    { does: '打火慢了，浓度十秒就散，不报', from: '2026-01-20 18:00', messages: [value(0, 'lel', 12), value(10 / 60, 'lel', 3)], untilMinutes: 10, rings: [] },
    { does: '浓度一直 8%，没到报警浓度，不报', from: '2026-01-20 18:00', messages: [every(1, [0, 60], (minute) => value(minute, 'lel', 8))], untilMinutes: 60, rings: [] },
  ],
  calm: { does: '天天做饭的厨房', from: '2026-01-20 00:00', days: 1, points: { lel: { low: 0, high: 8, everyMinutes: 1 } } },
})
