import { defineScenario, duration, every, hours, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'trading-outside',
  name: '店外经营',
  module: 'urban',
  about: '货架、桌椅摆出店门线，先提醒商户自己收，不收的派人劝导，屡次的交执法。',
  startedBy: { labels: { 'goods-outside': '摆出店外的货物桌椅' }, zones: { 'shop-front': '店门线以外' } },
  parameters: {
    score: number({ label: '最低把握', help: '绿植、门垫多的街面可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.65 }),
    dwell: duration({ label: '摆多久才报', help: '卸货、擦洗门面不报。', unit: 'minute', min: 5, max: 120, default: 20 }),
    gone: duration({ label: '多久没看到算收了', help: '顾客挡住画面不算收了。', unit: 'minute', min: 1, max: 30, default: 5 }),
    business: hours({ label: '管理时段', help: '其余时间不报。允许外摆的街，按批准的时段从这里去掉。', default: [{ from: '06:30', to: '22:30' }] }),
  },
  trigger: ({ score, dwell, gone, business }) => ({ kind: 'within-hours', hours: business, of: { kind: 'seen', label: 'goods-outside', zone: 'shop-front', score, dwellMs: dwell, holdMs: gone } }),
  dedupe: { per: 'zone', restMinutes: 60 },
  severity: 'notice',
  deadline: workingHours(4),
  who: { unit: 'urban', ladder: [rung('shop', 0, 'sms'), rung('grid-worker', 20, 'app'), rung('unit', 60, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 40 },
  classCode: 'S0504',
  icon: 'shop',
  playbook: [
    step('收到短信后自己收进店内', { by: 'shop', within: 20 }),
    step('到店劝导，讲清店门线在哪里', { by: 'grid-worker', within: 60, proof: 'photo' }),
    step('收回后拍照；自己收的记“已自改”，不立案', { by: 'grid-worker', within: 90, proof: 'photo' }),
    step('交综合执法，附三次照片', { by: 'unit', proof: 'note', only: '一个月三次以上' }),
  ],
  falseAlarms: ['卸货、擦洗：二十分钟才报', '顾客走动遮挡：五分钟内算没离开', '批准的外摆：管理时段里去掉'],
  privacy: '只看物不看人；先提醒后立案，识别结果不直接作处罚依据。',
  examples: [
    { does: '水果摊摆出店外四十分钟，第二十分钟提醒商户，收回后解除', from: '2026-04-15 10:00', messages: [every(2, [0, 40], (minute) => sighting(minute, 'goods-outside', 'shop-front'))], untilMinutes: 60, rings: [{ minute: 20, because: ['seen shop-front'] }], clears: [45] },
    { does: '卸货十五分钟，不报', from: '2026-04-15 08:00', messages: [every(2, [0, 14], (minute) => sighting(minute, 'goods-outside', 'shop-front'))], untilMinutes: 60, rings: [] },
    { does: '凌晨收摊前堆在门口，不在管理时段，不报', from: '2026-04-15 23:00', messages: [every(5, [0, 60], (minute) => sighting(minute, 'goods-outside', 'shop-front'))], untilMinutes: 90, rings: [] },
  ],
  calm: { does: '按规矩经营、偶尔卸货的街面', from: '2026-04-15 00:00', days: 2, sightings: [{ label: 'goods-outside', zone: 'shop-front', everyMinutes: 45, mostSeconds: 900 }] },
})
