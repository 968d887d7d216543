import { defineScenario, duration, every, number, rung, sighting, step, workingDays } from './define/index.ts'

export default defineScenario({
  id: 'piled-material',
  name: '乱堆物料',
  module: 'urban',
  about: '公共场地堆了建材、杂物不清，或楼梯间、疏散通道堆物。堵住逃生路的报得更快、更重。',
  startedBy: { labels: { 'piled-material': '堆放物' }, zones: { ground: '公共场地', 'escape-way': '楼梯间和疏散通道' } },
  parameters: {
    score: number({ label: '最低把握', help: '低于这个把握的不算。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.6 }),
    onGround: duration({ label: '公共场地上多久才报', help: '搬家、卸料半天内会清走。', unit: 'hour', min: 1, max: 48, default: 4 }),
    onEscape: duration({ label: '疏散通道上多久才报', help: '放下东西开门的不报。', unit: 'minute', min: 10, max: 240, default: 30 }),
    gone: duration({ label: '多久没看到算清了', help: '摄像机几分钟拍一张，应长于三张的间隔。', unit: 'minute', min: 5, max: 120, default: 20 }),
  },
  trigger: ({ score, onGround, onEscape, gone }) => ({
    kind: 'any',
    of: [
      { kind: 'seen', label: 'piled-material', zone: 'ground', score, dwellMs: onGround, holdMs: gone },
      { kind: 'seen', label: 'piled-material', zone: 'escape-way', score, dwellMs: onEscape, holdMs: gone },
    ],
  }),
  rise: { to: 'major', says: '堵住疏散通道', when: ({ score, onEscape, gone }) => ({ kind: 'seen', label: 'piled-material', zone: 'escape-way', score, dwellMs: onEscape, holdMs: gone }) },
  dedupe: { per: 'zone', restMinutes: 240 },
  severity: 'minor',
  deadline: workingDays(1),
  who: { unit: 'urban', ladder: [rung('property', 0, 'app'), rung('grid-worker', 60, 'app'), rung('unit', 480, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 480 },
  classCode: 'S0507',
  icon: 'pile',
  playbook: [
    step('问清是谁的、什么时候清；装修的看有没有报备', { by: 'property', within: 120, proof: 'note' }),
    step('堵住通道的当场移开', { by: 'property', within: 180, proof: 'photo', only: '在疏散通道上' }),
    step('到期没清的，贴告知单后清走并登记保管处', { by: 'unit', within: 1440, proof: 'photo' }),
    step('复看一次', { by: 'grid-worker', within: 2880, proof: 'photo' }),
  ],
  falseAlarms: ['搬家、卸料：公共场地满四小时才报', '放下东西开门：疏散通道满半小时才报', '报备的装修料：在设备上画出屏蔽区，不改参数'],
  privacy: '楼道摄像机只对公共部位，不对住户门内。',
  examples: [
    { does: '单元楼梯间堆了纸箱，半小时报，按重要处置', from: '2026-04-15 10:00', messages: [every(5, [0, 60], (minute) => sighting(minute, 'piled-material', 'escape-way'))], untilMinutes: 100, rings: [{ minute: 30, because: ['seen escape-way'] }], clears: [80], rises: [30] },
    { does: '空地堆沙，四小时后报', from: '2026-04-15 08:00', messages: [every(10, [0, 300], (minute) => sighting(minute, 'piled-material', 'ground'))], untilMinutes: 310, rings: [{ minute: 240, because: ['seen ground'] }], rises: [] },
    { does: '搬家的箱子放了两小时就运走，不报', from: '2026-04-15 08:00', messages: [every(10, [0, 120], (minute) => sighting(minute, 'piled-material', 'ground'))], untilMinutes: 300, rings: [] },
  ],
  calm: { does: '有人搬家、卸货', from: '2026-04-15 00:00', days: 3, sightings: [{ label: 'piled-material', zone: 'ground', everyMinutes: 240, mostSeconds: 10_000 }, { label: 'piled-material', zone: 'escape-way', everyMinutes: 90, mostSeconds: 1500 }] },
})
