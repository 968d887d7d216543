import { defineScenario, duration, every, hours, number, rung, sighting, step, workingDays } from './define/index.ts'

export default defineScenario({
  id: 'river-debris',
  name: '河道漂浮物',
  module: 'urban',
  about: '河面漂着成片垃圾、水草停住不走，请河道保洁打捞。',
  startedBy: { labels: { 'floating-debris': '漂浮物', boat: '船只' }, zones: { river: '河面' } },
  parameters: {
    score: number({ label: '最低把握', help: '水面反光强的点位可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.6 }),
    dwell: duration({ label: '停留多久才报', help: '随水流走的很快就出画面，只有停住的才要打捞。', unit: 'minute', min: 5, max: 240, default: 20 }),
    gone: duration({ label: '多久没看到算没了', help: '摄像机按巡航转到这里才看得到，应长于一圈巡航。', unit: 'minute', min: 2, max: 60, default: 12 }),
    daylight: hours({ label: '只在白天看', help: '夜里灯光倒影容易认错，也不能下水打捞。', default: [{ from: '06:00', to: '19:00' }] }),
  },
  trigger: ({ score, dwell, gone, daylight }) => ({ kind: 'within-hours', hours: daylight, of: { kind: 'seen', label: 'floating-debris', zone: 'river', score, dwellMs: dwell, holdMs: gone } }),
  dedupe: { per: 'zone', restMinutes: 120 },
  severity: 'notice',
  deadline: workingDays(1),
  who: { unit: 'water', ladder: [rung('unit', 0, 'app'), rung('grid-worker', 120, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 120 },
  classCode: 'S0105',
  icon: 'debris',
  playbook: [
    step('看图判断是垃圾、水草还是油污', { by: 'unit', within: 60, proof: 'note' }),
    step('油污或死鱼，先报生态环境，不要打捞', { by: 'unit', within: 60, proof: 'call', only: '有油膜或死鱼' }),
    step('穿救生衣、两人以上打捞', { by: 'unit', within: 480, proof: 'photo' }),
    step('沿岸找来源：投放点、摊点、上游闸口', { by: 'grid-worker', proof: 'note', only: '一周三次以上' }),
  ],
  falseAlarms: ['漂过去的：停满二十分钟才报', '倒影和波光：夜里不看，把握不够不算', '船和浮标：别的标签，不算'],
  privacy: null,
  examples: [
    { does: '闸口积了一片水草，二十分钟后报', from: '2026-06-10 09:00', messages: [every(5, [0, 60], (minute) => sighting(minute, 'floating-debris', 'river'))], untilMinutes: 90, rings: [{ minute: 20, because: ['seen river'] }], clears: [72] },
    { does: '一只塑料桶漂过，不报', from: '2026-06-10 09:00', messages: [every(1, [0, 6], (minute) => sighting(minute, 'floating-debris', 'river'))], untilMinutes: 60, rings: [] },
    { does: '夜里灯光倒影认成漂浮物，不报', from: '2026-06-10 21:00', messages: [every(5, [0, 60], (minute) => sighting(minute, 'floating-debris', 'river'))], untilMinutes: 120, rings: [] },
  ],
  calm: { does: '偶有零星漂过、船只来往', from: '2026-06-10 00:00', days: 2, sightings: [{ label: 'floating-debris', zone: 'river', everyMinutes: 40, mostSeconds: 600 }, { label: 'boat', zone: 'river', everyMinutes: 60, mostSeconds: 1800 }] },
})
