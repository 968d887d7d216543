import { defineScenario, duration, every, number, rung, sighting, step, urgentHours } from './define/index.ts'

export default defineScenario({
  id: 'smoke-and-fire',
  name: '烟火',
  module: 'fire',
  about: '摄像机看到明火或浓烟。先让人看一眼画面，看到烟又看到火的直接升为紧急。',
  startedBy: { labels: { fire: '明火', smoke: '浓烟' }, zones: { view: '画面（已划去烟囱、厨房排口）' } },
  parameters: {
    score: number({ label: '最低把握', help: '夕阳、车灯容易认错的点位可调高。', unit: '0—1', min: 0.3, max: 0.99, step: 0.01, default: 0.7 }),
    flame: duration({ label: '看到明火多久才报', help: '点烟、车灯一闪的不报。', unit: 'second', min: 2, max: 120, default: 8 }),
    smoke: duration({ label: '看到浓烟多久才报', help: '蒸汽、扬尘很快会散。', unit: 'second', min: 5, max: 600, default: 40 }),
    gone: duration({ label: '多久没看到算没了', help: '烟被风吹开不算没了。', unit: 'second', min: 10, max: 600, default: 60 }),
  },
  trigger: ({ score, flame, smoke, gone }) => ({
    kind: 'any',
    of: [
      { kind: 'seen', label: 'fire', zone: 'view', score, dwellMs: flame, holdMs: gone },
      { kind: 'seen', label: 'smoke', zone: 'view', score, dwellMs: smoke, holdMs: gone },
    ],
  }),
  rise: {
    to: 'critical',
    says: '又有烟又有火，或明火烧了半分钟以上',
    when: ({ score, flame, gone }) => ({
      kind: 'any',
      of: [
        { kind: 'all', of: [{ kind: 'seen', label: 'fire', zone: 'view', score, dwellMs: flame, holdMs: gone }, { kind: 'seen', label: 'smoke', zone: 'view', score, dwellMs: flame, holdMs: gone }] },
        { kind: 'seen', label: 'fire', zone: 'view', score, dwellMs: flame * 4, holdMs: gone },
      ],
    }),
  },
  dedupe: { per: 'zone', restMinutes: 5 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'fire', ladder: [rung('duty-officer', 0, 'app'), rung('property', 0, 'call'), rung('grid-worker', 2, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 3 },
  classCode: 'A090306',
  emergency: 'fire',
  icon: 'flame',
  playbook: [
    step('看画面；是火就打 119，不等人到场', { by: 'duty-officer', within: 1, proof: 'call' }),
    step('微型消防站带灭火器到场', { by: 'property', within: 3, proof: 'photo' }),
    step('疏散周边，打开消防通道，接消防车', { by: 'grid-worker', within: 8, proof: 'note', only: '是火' }),
    step('焚烧垃圾树叶的，浇灭、劝导、记录', { by: 'grid-worker', within: 30, proof: 'photo', only: '露天焚烧' }),
    step('误识别的标明原因，供调整画面区域', { by: 'duty-officer', within: 60, proof: 'note', only: '误报' }),
  ],
  falseAlarms: ['夕阳、车灯：把握七成、满八秒才报', '烟囱、厨房排烟：画区域时划去', '蒸汽、扬尘：浓烟满四十秒才报', '祭扫时节烧纸：照报，由人判断'],
  privacy: null,
  examples: [
    { does: '垃圾桶起火，第八秒报；又见烟又见火，第十秒升为紧急', from: '2026-04-15 15:00', messages: [every(1 / 60, [0, 0.5], (minute) => sighting(minute, 'fire', 'view')), every(1 / 60, [2 / 60, 0.5], (minute) => sighting(minute, 'smoke', 'view'))], untilMinutes: 1, rings: [{ minute: 0.13, because: ['seen view'] }], rises: [0.17] },
    { does: '远处浓烟四十秒不散，报', from: '2026-04-15 15:00', messages: [every(5 / 60, [0, 2], (minute) => sighting(minute, 'smoke', 'view'))], untilMinutes: 5, rings: [{ minute: 0.67, because: ['seen view'] }], clears: [3], rises: [] },
    { does: '车灯照过三秒，不报', from: '2026-04-15 19:00', messages: [every(1 / 60, [0, 3 / 60], (minute) => sighting(minute, 'fire', 'view'))], untilMinutes: 5, rings: [] },
    { does: '早点铺一阵蒸汽二十秒，不报', from: '2026-04-15 06:00', messages: [every(5 / 60, [0, 20 / 60], (minute) => sighting(minute, 'smoke', 'view'))], untilMinutes: 5, rings: [] },
    { does: '只见明火不见烟，烧了半分钟，升为紧急', from: '2026-04-15 15:00', messages: [every(1 / 60, [0, 40 / 60], (minute) => sighting(minute, 'fire', 'view'))], untilMinutes: 1, rings: [{ minute: 0.13, because: ['seen view'] }], rises: [0.53] },
    { does: '先冒烟，二十秒后起火，火看到八秒即升为紧急', from: '2026-04-15 15:00', messages: [every(1 / 60, [0, 35 / 60], (minute) => sighting(minute, 'smoke', 'view')), every(1 / 60, [20 / 60, 35 / 60], (minute) => sighting(minute, 'fire', 'view'))], untilMinutes: 0.6, rings: [{ minute: 0.47, because: ['seen view'] }], rises: [0.47] },
  ],
  calm: { does: '夕阳、蒸汽、车灯偶尔被认错', from: '2026-04-15 00:00', days: 1, sightings: [{ label: 'fire', zone: 'view', everyMinutes: 40, mostSeconds: 5 }, { label: 'smoke', zone: 'view', everyMinutes: 25, mostSeconds: 30 }] },
})
