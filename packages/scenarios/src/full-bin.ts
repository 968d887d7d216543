import { defineScenario, duration, every, hours, number, rung, sighting, step, value, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'full-bin',
  name: '垃圾满溢',
  module: 'urban',
  about: '垃圾桶或分类投放点满了还没清，派保洁去清，清完拍照。',
  startedBy: {
    points: { fill: { name: '满溢度', device: '满溢感应器', unit: '%', low: 0, high: 100, everyMinutes: 15 } },
    labels: { 'overflowing-bin': '满溢的垃圾桶' },
    zones: { 'bin-site': '投放点' },
  },
  parameters: {
    full: number({ label: '满到多少算满', help: '超声波量到的满溢度。大件垃圾多的点位可调高。', unit: '%', min: 60, max: 100, step: 1, default: 85 }),
    emptied: number({ label: '低到多少算清了', help: '降到这个数才解除，压一压不算清。', unit: '%', min: 5, max: 80, step: 1, default: 40 }),
    lasting: duration({ label: '满了多久才报', help: '刚好有人挡住感应器、袋子支在桶口都会短时显示满。', unit: 'minute', min: 5, max: 240, default: 30 }),
    seenFor: duration({ label: '看到满溢多久才报', help: '摄像机看到垃圾堆到桶外这么久才报。', unit: 'minute', min: 5, max: 240, default: 20 }),
    night: hours({ label: '夜间不派', help: '这段时间没有保洁班，满了的到点再报。', default: [{ from: '22:30', to: '05:30' }] }),
  },
  trigger: ({ full, emptied, lasting, seenFor, night }) => ({
    kind: 'quiet-hours',
    holds: true,
    hours: night,
    of: {
      kind: 'any',
      of: [
        { kind: 'over', point: 'fill', limit: full, clear: emptied, forMs: lasting },
        { kind: 'seen', label: 'overflowing-bin', zone: 'bin-site', score: 0.6, dwellMs: seenFor, holdMs: 600_000 },
      ],
    },
  }),
  dedupe: { per: 'site', restMinutes: 60 },
  severity: 'notice',
  deadline: workingHours(4),
  who: { unit: 'sanitation', ladder: [rung('unit', 0, 'app'), rung('grid-worker', 60, 'app'), rung('community', 150, 'sms')] },
  makesCase: { when: 'still-on', afterMinutes: 90 },
  classCode: 'A011301',
  icon: 'bin',
  playbook: [
    step('派最近的保洁去清运', { by: 'unit', within: 20 }),
    step('清空、擦净、放回原位，拍照', { by: 'unit', within: 90, proof: 'photo' }),
    step('清了仍显示满的，检查感应器', { by: 'keeper', within: 240, proof: 'note', only: '照片上已清空而告警没解除' }),
    step('一周满三次以上的，调清运班次或加桶', { by: 'community', proof: 'note', only: '屡次满溢' }),
  ],
  falseAlarms: ['袋子支在桶口、有人站在桶前：满 30 分钟才报', '压实后降到 80%：降到 40% 才算清', '夜里没有保洁：到五点半再报，不半夜响'],
  privacy: null,
  examples: [
    { does: '上午满到 92%，半小时没清，报；清空后解除', from: '2026-04-08 09:00', messages: [every(15, [0, 45], (minute) => value(minute, 'fill', minute === 0 ? 80 : 92)), value(70, 'fill', 60), value(80, 'fill', 6)], untilMinutes: 120, rings: [{ minute: 45, because: ['over fill'] }], clears: [80] },
    { does: '半夜满了，早上五点半才报', from: '2026-04-08 02:00', messages: [every(30, [0, 240], (minute) => value(minute, 'fill', 95))], untilMinutes: 300, rings: [{ minute: 210, because: ['over fill'] }] },
    { does: '没有感应器的投放点，摄像机看到溢出 20 分钟，报', from: '2026-04-08 09:00', messages: [every(5, [0, 30], (minute) => sighting(minute, 'overflowing-bin', 'bin-site'))], untilMinutes: 35, rings: [{ minute: 20, because: ['seen bin-site'] }] },
    { does: '有人把袋子搁在桶口，十五分钟后拿走，不报', from: '2026-04-08 09:00', messages: [value(0, 'fill', 98), value(15, 'fill', 55)], untilMinutes: 120, rings: [] },
  ],
  calm: { does: '每天都清的桶', from: '2026-04-08 00:00', days: 3, points: { fill: { low: 5, high: 80, everyMinutes: 15 } } },
})
