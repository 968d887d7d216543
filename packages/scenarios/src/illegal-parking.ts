import { defineScenario, duration, every, hours, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'illegal-parking',
  name: '机动车违停',
  module: 'urban',
  about: '机动车停在人行道、盲道、公交站和禁停路段；先提醒挪车，不挪的交给交警，街道不处罚。',
  startedBy: { labels: { vehicle: '机动车', 'emergency-vehicle': '消防车、救护车、警车' }, zones: { 'no-parking': '禁停路段', 'blind-way': '人行道与盲道' } },
  parameters: {
    score: number({ label: '最低把握', help: '低于这个把握的不算。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.65 }),
    road: duration({ label: '禁停路段停多久才报', help: '上下客、等灯不报；画区域时避开行车道。', unit: 'minute', min: 2, max: 120, default: 10 }),
    walk: duration({ label: '人行道、盲道停多久才报', help: '盲道被占走路的人要绕到车道上，所以更短。', unit: 'minute', min: 1, max: 60, default: 5 }),
    gone: duration({ label: '多久没看到算走了', help: '前一辆走后一辆又来，间隔长于它才算两辆。', unit: 'second', min: 10, max: 300, default: 30 }),
    hours: hours({ label: '管理时段', help: '夜间允许限时停车的路段，其余时间不报。', default: [{ from: '07:00', to: '21:00' }] }),
  },
  trigger: ({ score, road, walk, gone, hours: span }) => ({
    kind: 'within-hours',
    hours: span,
    of: {
      kind: 'any',
      of: [
        { kind: 'seen', label: 'vehicle', zone: 'no-parking', score, dwellMs: road, holdMs: gone },
        { kind: 'seen', label: 'vehicle', zone: 'blind-way', score, dwellMs: walk, holdMs: gone },
      ],
    },
  }),
  dedupe: { per: 'zone', restMinutes: 20 },
  severity: 'notice',
  deadline: workingHours(2),
  who: { unit: 'traffic', ladder: [rung('grid-worker', 0, 'app'), rung('unit', 30, 'app')] },
  makesCase: { when: 'by-hand' },
  classCode: 'S0505',
  icon: 'car',
  playbook: [
    step('现场广播或留提示单，联系得上的请车主挪车', { by: 'grid-worker', within: 30, proof: 'photo' }),
    step('占盲道、公交站的，先放锥桶引导行人', { by: 'grid-worker', within: 30, proof: 'photo', only: '占盲道或公交站' }),
    step('转交警处置，街道不作处罚', { by: 'unit', within: 120, proof: 'note', only: '仍不挪走' }),
    step('同一处屡停的，提请增设护栏或限时泊位', { by: 'community', proof: 'note', only: '一月十次以上' }),
  ],
  falseAlarms: ['等灯、上下客：禁停路段十分钟、盲道五分钟才报', '一辆接一辆的车流：间隔过半分钟算另一辆', '执行任务的车：别的标签，不算'],
  privacy: '不存车牌明文；识别结果不作处罚依据。',
  keepsPictures: false,
  examples: [
    { does: '上午禁停路段停了二十分钟，第十分钟报', from: '2026-04-15 10:00', messages: [every(0.4, [0, 20], (minute) => sighting(minute, 'vehicle', 'no-parking'))], untilMinutes: 30, rings: [{ minute: 10, because: ['seen no-parking'] }], clears: [20.5] },
    { does: '摄像机自己说车已停了六分钟在盲道上，当即报', from: '2026-04-15 10:00', messages: [sighting(2, 'vehicle', 'blind-way', { dwell: 360 })], untilMinutes: 5, rings: [{ minute: 2, because: ['seen blind-way'] }] },
    { does: '上下客停三分钟，不报', from: '2026-04-15 10:00', messages: [every(0.4, [0, 3], (minute) => sighting(minute, 'vehicle', 'no-parking'))], untilMinutes: 30, rings: [] },
    { does: '夜里十点停着，不在管理时段，不报', from: '2026-04-15 22:00', messages: [every(0.4, [0, 60], (minute) => sighting(minute, 'vehicle', 'no-parking'))], untilMinutes: 90, rings: [] },
    { does: '在盲道上接人停两分钟，不报', from: '2026-04-15 10:00', messages: [every(0.4, [0, 2], (minute) => sighting(minute, 'vehicle', 'blind-way'))], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '出租车上下客', from: '2026-04-15 00:00', days: 1, sightings: [{ label: 'vehicle', zone: 'no-parking', everyMinutes: 6, mostSeconds: 200 }, { label: 'vehicle', zone: 'blind-way', everyMinutes: 60, mostSeconds: 90 }] },
})
