import { defineScenario, duration, every, number, rung, sighting, step, urgentHours } from './define/index.ts'

export default defineScenario({
  id: 'fire-lane',
  name: '机动车占用消防通道',
  module: 'fire',
  about: '车停进消防通道不走，先提醒车主挪车，不挪的物业和网格员到场。',
  startedBy: { labels: { vehicle: '机动车', 'emergency-vehicle': '消防车、救护车、警车' }, zones: { 'fire-lane': '消防通道' } },
  parameters: {
    score: number({ label: '最低把握', help: '低于这个把握的不算。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.6 }),
    dwell: duration({ label: '停多久才报', help: '上下客、临时会车不报。法规不许停，这个时间只为不误报。', unit: 'minute', min: 1, max: 30, default: 3 }),
    gone: duration({ label: '多久没看到算走了', help: '被行人挡一下不算走。', unit: 'second', min: 10, max: 300, default: 45 }),
    long: duration({ label: '多久升为紧急', help: '占用这么久仍没挪走，电话报值班长。', unit: 'minute', min: 5, max: 120, default: 15 }),
  },
  trigger: ({ score, dwell, gone }) => ({ kind: 'seen', label: 'vehicle', zone: 'fire-lane', score, dwellMs: dwell, holdMs: gone }),
  rise: { to: 'critical', says: '长时间没有挪走', when: ({ score, long, gone }) => ({ kind: 'seen', label: 'vehicle', zone: 'fire-lane', score, dwellMs: long, holdMs: gone }) },
  dedupe: { per: 'zone', restMinutes: 5 },
  severity: 'major',
  deadline: urgentHours(2),
  who: { unit: 'property', ladder: [rung('property', 0, 'voice'), rung('grid-worker', 5, 'app'), rung('duty-officer', 15, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 15 },
  classCode: 'S2103',
  icon: 'fire-lane',
  playbook: [
    step('现场广播提醒；经有权平台联系车主挪车，本系统不查车主', { by: 'property', within: 5, proof: 'call' }),
    step('到场，联系不上的在车上放提示单', { by: 'property', within: 10, proof: 'photo' }),
    step('叫拖车或请交警、消防到场', { by: 'grid-worker', within: 30, proof: 'note', only: '仍不挪走' }),
    step('确认通道已空，拍照', { by: 'grid-worker', within: 60, proof: 'photo' }),
  ],
  falseAlarms: ['路过、上下客：停满三分钟才报', '消防车、救护车、警车执行任务：另一种标签，不算', '树影、大灯：把握低于六成不算'],
  privacy: '告警图只给处置的人看，车牌在别处显示时遮盖；不用作处罚依据。',
  examples: [
    { does: '一辆车停了七分钟，第三分钟报，开走后解除', from: '2026-03-04 19:00', messages: [every(0.5, [0, 7], (minute) => sighting(minute, 'vehicle', 'fire-lane'))], untilMinutes: 30, rings: [{ minute: 3, because: ['seen fire-lane'] }], clears: [7.75], rises: [] },
    { does: '停到第十五分钟，升为紧急', from: '2026-03-04 19:00', messages: [every(0.5, [0, 20], (minute) => sighting(minute, 'vehicle', 'fire-lane'))], untilMinutes: 20, rings: [{ minute: 3, because: ['seen fire-lane'] }], rises: [15] },
    { does: '接人的车停两分钟走了，不报', from: '2026-03-04 19:00', messages: [every(0.5, [0, 2], (minute) => sighting(minute, 'vehicle', 'fire-lane'))], untilMinutes: 10, rings: [] },
    { does: '救护车停了二十分钟，不报', from: '2026-03-04 19:00', messages: [every(0.5, [0, 20], (minute) => sighting(minute, 'emergency-vehicle', 'fire-lane'))], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '有车经过、有人上下车', from: '2026-03-04 00:00', days: 1, sightings: [{ label: 'vehicle', zone: 'fire-lane', everyMinutes: 4, mostSeconds: 150 }] },
})
