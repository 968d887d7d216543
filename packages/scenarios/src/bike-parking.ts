import { defineScenario, duration, every, hours, number, rung, step, value, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'bike-parking',
  name: '非机动车乱停',
  module: 'urban',
  about: '地铁口、商场前线外停的自行车、电动车多到挤占走路的地方，请运维来摆正、调走。',
  startedBy: { points: { strays: { name: '线外停车数', device: '摄像机计数', unit: '辆', low: 0, high: 500, everyMinutes: 5 } } },
  parameters: {
    strays: number({ label: '线外几辆才报', help: '零星几辆不影响走路，按人行道宽窄调。', unit: '辆', min: 3, max: 100, step: 1, default: 12 }),
    tidy: number({ label: '少到几辆算摆好了', help: '降到这么多才解除。', unit: '辆', min: 0, max: 50, step: 1, default: 4 }),
    lasting: duration({ label: '多久没人摆才报', help: '上下班换乘时一阵多，过后自己会散。', unit: 'minute', min: 5, max: 120, default: 20 }),
    span: hours({ label: '管理时段', help: '运维有人的时段。', default: [{ from: '06:30', to: '22:00' }] }),
  },
  trigger: ({ strays, tidy, lasting, span }) => ({ kind: 'within-hours', hours: span, of: { kind: 'over', point: 'strays', limit: strays, clear: tidy, forMs: lasting } }),
  dedupe: { per: 'zone', restMinutes: 60 },
  severity: 'notice',
  deadline: workingHours(4),
  who: { unit: 'urban', ladder: [rung('unit', 0, 'app'), rung('grid-worker', 60, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 120 },
  classCode: 'S0506',
  icon: 'bicycle',
  playbook: [
    step('共享车转给对应企业调走，其余就近摆正', { by: 'unit', within: 60 }),
    step('先清出盲道和消防通道', { by: 'grid-worker', within: 90, proof: 'photo', only: '压着盲道或消防通道' }),
    step('摆好拍照', { by: 'unit', within: 180, proof: 'photo' }),
    step('长期不够停的，提请加划停车位', { by: 'community', proof: 'note', only: '一周三次以上' }),
  ],
  falseAlarms: ['换乘高峰一阵多：二十分钟没散才报', '数得忽多忽少：降到 4 辆才解除'],
  privacy: '只数车，不留人像。',
  keepsPictures: false,
  examples: [
    { does: '商场前线外十八辆，二十分钟没人摆，报；摆到三辆解除', from: '2026-04-15 15:00', messages: [every(5, [0, 60], (minute) => value(minute, 'strays', 18)), value(75, 'strays', 8), value(90, 'strays', 3)], untilMinutes: 100, rings: [{ minute: 20, because: ['over strays'] }], clears: [90] },
    { does: '早高峰一刻钟就散了，不报', from: '2026-04-15 08:00', messages: [every(5, [0, 15], (minute) => value(minute, 'strays', 30)), value(18, 'strays', 6)], untilMinutes: 60, rings: [] },
    { does: '夜里十一点堆着，不在管理时段，不报', from: '2026-04-15 23:00', messages: [every(5, [0, 60], (minute) => value(minute, 'strays', 30))], untilMinutes: 90, rings: [] },
  ],
  calm: { does: '线外零星停车', from: '2026-04-15 00:00', days: 3, points: { strays: { low: 0, high: 11, everyMinutes: 5 } } },
})
