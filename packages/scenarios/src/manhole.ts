import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const COVER = '井盖监测仪'

export default defineScenario({
  id: 'manhole',
  name: '井盖异常',
  module: 'urban',
  about: '井盖被掀开、移位，或井里水快漫上来：先围住防跌落，再派养护单位。',
  startedBy: {
    points: {
      tilt: { name: '倾角', device: COVER, unit: '°', low: 0, high: 180, everyMinutes: 60 },
      gap: { name: '水面离盖', device: COVER, unit: 'cm', low: 0, high: 1000, everyMinutes: 30 },
    },
  },
  parameters: {
    tilt: number({ label: '倾角', help: '斜过这么多算移位或掀开。坡道上的井按安装时的角度归零。', unit: '°', min: 5, max: 60, step: 1, default: 15 }),
    lasting: duration({ label: '斜多久才报', help: '重车压过会弹一下。', unit: 'second', min: 10, max: 900, default: 60 }),
    near: number({ label: '水面离盖', help: '水面离井盖不到这么多即报。', unit: 'cm', min: 5, max: 200, step: 1, default: 40 }),
    nearFor: duration({ label: '水位高多久才报', help: '上游一阵来水很快会退。', unit: 'minute', min: 5, max: 240, default: 20 }),
    brim: number({ label: '快要漫出', help: '离盖不到这么多升为紧急，井盖可能被顶开。', unit: 'cm', min: 1, max: 50, step: 1, default: 10 }),
  },
  trigger: ({ tilt, lasting, near, nearFor }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'tilt', limit: tilt, clear: tilt / 3, forMs: lasting },
      { kind: 'under', point: 'gap', limit: near, clear: near * 1.5, forMs: nearFor },
    ],
  }),
  rise: {
    to: 'critical',
    says: '井口敞开，或水要漫出',
    when: ({ lasting, brim }) => ({ kind: 'any', of: [{ kind: 'over', point: 'tilt', limit: 45, clear: 5, forMs: lasting }, { kind: 'under', point: 'gap', limit: brim, clear: brim * 2, forMs: 60_000 }] }),
  },
  dedupe: { per: 'device', restMinutes: 10 },
  severity: 'major',
  deadline: urgentHours(4),
  who: { unit: 'municipal', ladder: [rung('unit', 0, 'sms'), rung('grid-worker', 2, 'app'), rung('duty-officer', 15, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'A011104',
  icon: 'manhole',
  playbook: [
    step('就近到场围挡，看住井口直到养护单位来', { by: 'grid-worker', within: 20, proof: 'photo' }),
    step('按井盖字样和权属表找权属单位，无主井由市政先处置', { by: 'unit', within: 30, proof: 'note' }),
    step('复位或换盖，检查防坠网', { by: 'unit', within: 240, proof: 'photo' }),
    step('水位高的查下游堵点，抽排', { by: 'unit', within: 240, proof: 'note', only: '水面离盖报警' }),
  ],
  falseAlarms: ['重车压过弹跳：斜满一分钟才报', '养护单位开井作业：先在设备上挂维护标记，期间不报', '一阵来水：水位高满二十分钟才报'],
  privacy: null,
  examples: [
    { does: '井盖被掀开，一分钟后报，升为紧急；盖回后解除', from: '2026-04-15 22:00', messages: [value(0, 'tilt', 2), value(10, 'tilt', 80), value(11, 'tilt', 80), value(50, 'tilt', 10), value(55, 'tilt', 1)], untilMinutes: 60, rings: [{ minute: 11, because: ['over tilt'] }], clears: [55], rises: [11] },
    { does: '大雨中水面离盖 30 厘米，二十分钟后报；8 厘米升为紧急', from: '2026-07-20 17:00', messages: [every(5, [0, 40], (minute) => value(minute, 'gap', minute < 30 ? 30 : 8)), value(45, 'gap', 50), value(50, 'gap', 90)], untilMinutes: 55, rings: [{ minute: 20, because: ['under gap'] }], clears: [50], rises: [31] },
    { does: '重车压过，倾角跳到 25°，十秒后回平，不报', from: '2026-04-15 22:00', messages: [value(0, 'tilt', 1), value(5, 'tilt', 25), value(5.17, 'tilt', 1)], untilMinutes: 30, rings: [] },
    { does: '早高峰用水，水位高了一刻钟就退，不报', from: '2026-04-15 07:00', messages: [every(5, [0, 15], (minute) => value(minute, 'gap', 35)), value(18, 'gap', 90)], untilMinutes: 60, rings: [] },
  ],
  calm: { does: '好好盖着的井', from: '2026-04-15 00:00', days: 3, points: { tilt: { low: 0, high: 8, everyMinutes: 60 }, gap: { low: 80, high: 300, everyMinutes: 30 } } },
})
