import { defineScenario, duration, every, number, rung, sighting, step, urgentHours } from './define/index.ts'

export default defineScenario({
  id: 'falling-objects',
  name: '高空抛物',
  module: 'security',
  about: '仰拍摄像机看到有东西从楼上落下，由人看过画面、判断楼层再找人。',
  startedBy: { labels: { 'falling-object': '坠落物' }, zones: { facade: '楼栋立面' } },
  parameters: {
    score: number({ label: '最低把握', help: '识别结果低于这个把握的不报。飞鸟、落叶多的楼栋可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.7 }),
    hold: duration({ label: '算作同一次', help: '这么久之内再看到的坠落物并入同一条告警，一次抛下的几件不重复报。', unit: 'minute', min: 1, max: 60, default: 10 }),
    repeats: number({ label: '屡次抛物', help: '在“统计时段”内看到这么多件，升为紧急，请公安介入。', unit: '件', min: 2, max: 20, step: 1, default: 3 }),
    window: duration({ label: '统计时段', help: '屡次抛物按这么多天统计。', unit: 'day', min: 1, max: 30, default: 7 }),
  },
  trigger: ({ score, hold }) => ({ kind: 'seen', label: 'falling-object', zone: 'facade', score, holdMs: hold }),
  rise: {
    to: 'critical',
    says: '同一立面短期内屡次抛物',
    when: ({ score, repeats, window }) => ({ kind: 'count', of: { kind: 'seen', label: 'falling-object', zone: 'facade', score }, n: repeats, withinMs: window }),
  },
  dedupe: { per: 'zone', restMinutes: 10 },
  severity: 'major',
  deadline: urgentHours(4),
  who: { unit: 'property', ladder: [rung('property', 0, 'app'), rung('grid-worker', 10, 'app'), rung('duty-officer', 30, 'call')] },
  makesCase: { when: 'by-hand' },
  classCode: 'S2101',
  icon: 'falling-object',
  playbook: [
    step('看前后各 30 秒画面，确认是抛物、坠物还是误识别', { by: 'property', within: 10, proof: 'note' }),
    step('到楼下看有没有伤人毁物，有人受伤先打 120', { by: 'property', within: 15, proof: 'photo' }),
    step('封存画面，按估计的楼层范围逐户走访提醒', { by: 'grid-worker', within: 240, proof: 'note' }),
    step('把画面和走访记录移交社区民警', { by: 'community', within: 240, proof: 'note', only: '伤人、毁物或屡次抛物' }),
    step('外墙或构件松动的，围挡并报维修', { by: 'property', within: 240, proof: 'photo', only: '是坠物不是抛物' }),
  ],
  falseAlarms: ['飞鸟、落叶、雨雪：把握低于门槛的不报，画面由人看过才立案', '一次抛下几件：十分钟内并为一条'],
  privacy: '摄像机只仰拍立面，不对窗内；画面只留报警时的，7 天后删除，要移交公安的 7 天内取走。系统不认定是谁抛的。',
  examples: [
    { does: '傍晚看到一件坠落物，当即报；十分钟后自己解除', from: '2026-05-12 18:30', messages: [sighting(5, 'falling-object', 'facade')], untilMinutes: 60, rings: [{ minute: 5, because: ['seen facade'] }], clears: [15] },
    { does: '一袋垃圾散成三件，只报一次，但算屡次，升为紧急', from: '2026-05-12 18:30', messages: [every(0.05, [5, 5.1], (minute) => sighting(minute, 'falling-object', 'facade'))], untilMinutes: 10, rings: [{ minute: 5, because: ['seen facade'] }], rises: [5.1] },
    { does: '飞鸟掠过，把握不够，不报', from: '2026-05-12 07:00', messages: [sighting(3, 'falling-object', 'facade', { score: 0.45 })], untilMinutes: 30, rings: [] },
  ],
})
