import { defineScenario, duration, every, hours, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'road-occupying',
  name: '占道经营',
  module: 'urban',
  about: '在车行道、人行道上摆摊。车行道上危险，报得快；人行道上先劝。',
  startedBy: { labels: { stall: '摊位' }, zones: { roadway: '车行道', sidewalk: '人行道' } },
  parameters: {
    score: number({ label: '最低把握', help: '低于这个把握的不算。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.65 }),
    onRoad: duration({ label: '车行道上多久才报', help: '等红灯、临时停靠的三轮车不报。', unit: 'minute', min: 2, max: 60, default: 5 }),
    onWalk: duration({ label: '人行道上多久才报', help: '歇脚、问路的不报。', unit: 'minute', min: 5, max: 120, default: 15 }),
    gone: duration({ label: '多久没看到算走了', help: '人群遮挡不算走了。', unit: 'minute', min: 1, max: 20, default: 3 }),
    allowed: hours({ label: '允许摆摊的时段', help: '早市等疏导点的开放时段，这段时间不报。', default: [{ from: '05:00', to: '07:30' }] }),
  },
  trigger: ({ score, onRoad, onWalk, gone, allowed }) => ({
    kind: 'quiet-hours',
    hours: allowed,
    of: {
      kind: 'any',
      of: [
        { kind: 'seen', label: 'stall', zone: 'roadway', score, dwellMs: onRoad, holdMs: gone },
        { kind: 'seen', label: 'stall', zone: 'sidewalk', score, dwellMs: onWalk, holdMs: gone },
      ],
    },
  }),
  rise: { to: 'major', says: '摆在车行道上', when: ({ score, onRoad, gone }) => ({ kind: 'seen', label: 'stall', zone: 'roadway', score, dwellMs: onRoad, holdMs: gone }) },
  dedupe: { per: 'zone', restMinutes: 30 },
  severity: 'minor',
  deadline: workingHours(4),
  who: { unit: 'urban', ladder: [rung('grid-worker', 0, 'app'), rung('unit', 20, 'app'), rung('duty-officer', 60, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 30 },
  classCode: 'A011201',
  icon: 'stall',
  playbook: [
    step('先劝到最近的疏导点，告诉位置和开放时间', { by: 'grid-worker', within: 30, proof: 'note' }),
    step('车行道上的，先放警示桩再劝离', { by: 'grid-worker', within: 30, proof: 'photo', only: '摆在车行道上' }),
    step('执法到场，按程序告知', { by: 'unit', within: 90, proof: 'photo', only: '劝离无效' }),
    step('清扫场地，拍照', { by: 'unit', within: 120, proof: 'photo' }),
  ],
  falseAlarms: ['等灯、停靠的三轮车：车行道五分钟、人行道一刻钟才报', '早市：允许时段不报', '买菜的人围住摊位：三分钟内算没离开'],
  privacy: '只看摊位不认人。',
  examples: [
    { does: '人行道摆摊半小时，一刻钟报', from: '2026-04-15 16:00', messages: [every(1, [0, 30], (minute) => sighting(minute, 'stall', 'sidewalk'))], untilMinutes: 40, rings: [{ minute: 15, because: ['seen sidewalk'] }], clears: [33], rises: [] },
    { does: '车行道上五分钟就报，按重要处置', from: '2026-04-15 16:00', messages: [every(1, [0, 10], (minute) => sighting(minute, 'stall', 'roadway'))], untilMinutes: 11, rings: [{ minute: 5, because: ['seen roadway'] }], rises: [5] },
    { does: '早市时段摆摊，七点半收了，不报', from: '2026-04-15 06:00', messages: [every(2, [0, 84], (minute) => sighting(minute, 'stall', 'sidewalk'))], untilMinutes: 120, rings: [] },
    { does: '三轮车在车行道等了三分钟，不报', from: '2026-04-15 16:00', messages: [every(1, [0, 3], (minute) => sighting(minute, 'stall', 'roadway'))], untilMinutes: 30, rings: [] },
  ],
  calm: { does: '三轮车路过停靠', from: '2026-04-15 00:00', days: 2, sightings: [{ label: 'stall', zone: 'sidewalk', everyMinutes: 30, mostSeconds: 600 }, { label: 'stall', zone: 'roadway', everyMinutes: 20, mostSeconds: 240 }] },
})
