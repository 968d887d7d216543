import { defineScenario, duration, every, number, rung, sighting, step, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'e-bike-in-lift',
  name: '电动车违规入梯',
  module: 'community',
  about: '电动自行车推进电梯，轿厢里当场语音劝阻，物业去充电处引导；屡次的列入入户宣传。',
  startedBy: { labels: { 'e-bike': '电动自行车', wheelchair: '轮椅', bicycle: '自行车', stroller: '童车' }, zones: { 'lift-car': '电梯轿厢' } },
  parameters: {
    score: number({ label: '最低把握', help: '轮椅、童车容易认错的电梯可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.75 }),
    dwell: duration({ label: '看到多久才报', help: '车头探进来又退出去的不报。', unit: 'second', min: 1, max: 60, default: 4 }),
    gone: duration({ label: '多久没看到算出去了', help: '人挡住车不算出去。', unit: 'second', min: 5, max: 300, default: 40 }),
  },
  trigger: ({ score, dwell, gone }) => ({ kind: 'seen', label: 'e-bike', zone: 'lift-car', score, dwellMs: dwell, holdMs: gone }),
  dedupe: { per: 'lift', restMinutes: 2 },
  severity: 'major',
  deadline: workingHours(4),
  who: { unit: 'property', ladder: [rung('person', 0, 'voice'), rung('property', 1, 'app'), rung('grid-worker', 30, 'app')] },
  makesCase: { when: 'by-hand' },
  classCode: 'S2102',
  icon: 'e-bike',
  playbook: [
    step('轿厢播放劝阻语音；电梯能联动的，保持开门', { by: 'keeper', within: 1 }),
    step('到该楼层劝导推出，带到充电处', { by: 'property', within: 20, proof: 'photo' }),
    step('上门宣传电池起火的危险，记下缺不缺充电位', { by: 'grid-worker', within: 1440, proof: 'note', only: '同一部电梯一周三次以上' }),
    step('缺充电位的，提请加建', { by: 'community', proof: 'note', only: '附近没有充电位' }),
  ],
  falseAlarms: ['轮椅、童车、自行车是别的标签，不算', '只探进车头：满四秒才报', '一趟电梯里反复看到：四十秒内算同一次'],
  privacy: '只认车，不认人；画面留存 7 天。不据此处罚。',
  examples: [
    { does: '推进电梯停了二十秒，第四秒报', from: '2026-03-04 18:00', messages: [every(1 / 60, [0, 20 / 60], (minute) => sighting(minute, 'e-bike', 'lift-car'))], untilMinutes: 5, rings: [{ minute: 0.07, because: ['seen lift-car'] }], clears: [1] },
    { does: '探进车头两秒，被劝退，不报', from: '2026-03-04 18:00', messages: [every(1 / 60, [0, 2 / 60], (minute) => sighting(minute, 'e-bike', 'lift-car'))], untilMinutes: 5, rings: [] },
    { does: '老人的电动轮椅，不报', from: '2026-03-04 18:00', messages: [every(1 / 60, [0, 0.5], (minute) => sighting(minute, 'wheelchair', 'lift-car'))], untilMinutes: 5, rings: [] },
    { does: '自行车偶尔被认成电动车但把握不够，不报', from: '2026-03-04 18:00', messages: [every(1 / 60, [0, 0.5], (minute) => sighting(minute, 'e-bike', 'lift-car', { score: 0.6 }))], untilMinutes: 5, rings: [] },
  ],
  calm: { does: '一天里推自行车、轮椅的人', from: '2026-03-04 06:00', days: 1, sightings: [{ label: 'bicycle', zone: 'lift-car', everyMinutes: 30, mostSeconds: 60 }, { label: 'wheelchair', zone: 'lift-car', everyMinutes: 45, mostSeconds: 90 }] },
})
