import { defineScenario, duration, every, hours, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'exposed-garbage',
  name: '暴露垃圾',
  module: 'urban',
  about: '路面、绿地、墙角有成堆垃圾没进桶，派最近的保洁收走；老地方反复有的，找来源。',
  startedBy: { labels: { 'exposed-garbage': '暴露垃圾', 'garbage-truck': '清运车' }, zones: { street: '路面与绿地' } },
  parameters: {
    score: number({ label: '最低把握', help: '落叶多的路段秋天可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.65 }),
    dwell: duration({ label: '多久没人收才报', help: '清运班作业时垃圾会暂放路边。', unit: 'minute', min: 5, max: 240, default: 25 }),
    gone: duration({ label: '多久没看到算收了', help: '行人车辆遮挡不算收了。', unit: 'minute', min: 2, max: 60, default: 8 }),
    cleaning: hours({ label: '保洁班次', help: '只在有保洁班时报，夜里的到点再报。', default: [{ from: '06:00', to: '21:30' }] }),
  },
  trigger: ({ score, dwell, gone, cleaning }) => ({ kind: 'within-hours', hours: cleaning, of: { kind: 'seen', label: 'exposed-garbage', zone: 'street', score, dwellMs: dwell, holdMs: gone } }),
  dedupe: { per: 'zone', restMinutes: 60 },
  severity: 'notice',
  deadline: workingHours(4),
  who: { unit: 'sanitation', ladder: [rung('unit', 0, 'app'), rung('grid-worker', 45, 'app'), rung('community', 120, 'sms')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'S0102',
  icon: 'garbage',
  playbook: [
    step('派最近的保洁收走', { by: 'unit', within: 30 }),
    step('收净、冲洗污水，拍照', { by: 'unit', within: 90, proof: 'photo' }),
    step('有针头、油漆桶等危险物的，围住等专业单位', { by: 'unit', within: 90, proof: 'photo', only: '有危险废物' }),
    step('查来源，提醒商户或加设桶', { by: 'grid-worker', proof: 'note', only: '同一处一周三次以上' }),
  ],
  falseAlarms: ['清运作业时暂放路边：二十五分钟才报', '落叶：把握不够不算', '夜里没有保洁：到六点再报'],
  privacy: null,
  examples: [
    { does: '墙角堆了几袋垃圾，二十五分钟没人收，报；收走后解除', from: '2026-04-15 13:00', messages: [every(3, [0, 60], (minute) => sighting(minute, 'exposed-garbage', 'street'))], untilMinutes: 90, rings: [{ minute: 27, because: ['seen street'] }], clears: [68] },
    { does: '清运车作业，垃圾放路边一刻钟，不报', from: '2026-04-15 06:30', messages: [every(3, [0, 15], (minute) => sighting(minute, 'exposed-garbage', 'street'))], untilMinutes: 60, rings: [] },
    { does: '半夜丢下的，早上六点才报', from: '2026-04-15 03:00', messages: [every(5, [0, 200], (minute) => sighting(minute, 'exposed-garbage', 'street'))], untilMinutes: 201, rings: [{ minute: 180, because: ['seen street'] }] },
  ],
  calm: { does: '按时清运的街道', from: '2026-04-15 00:00', days: 2, sightings: [{ label: 'exposed-garbage', zone: 'street', everyMinutes: 40, mostSeconds: 1200 }, { label: 'garbage-truck', zone: 'street', everyMinutes: 180, mostSeconds: 600 }] },
})
