import type { Trigger } from '@yihu/domain'
import { choice, defineScenario, duration, every, hours, rung, step, urgentHours, value, away } from './define/index.ts'

const DAY = 1440
/** Minutes of the day at which an elder who lives alone has used water in the hour before. */
const USES = [7, 8, 12, 13, 18, 19, 22]
/** The meter's total in m³ of an ordinary life: nine litres each time. */
const lived = (minute: number): number => 100 + Math.floor(minute / DAY) * USES.length * 0.009 + USES.filter((hour) => (minute % DAY) >= hour * 60).length * 0.009

/** Water that runs: it waits for no morning. */
const running = (care: string) => {
  const isClose = care === 'close'
  return { kind: 'water', point: 'total', troubles: isClose ? ['leak', 'extreme', 'steady'] : ['leak', 'extreme'], isClose } as const satisfies Trigger
}

export default defineScenario({
  id: 'elder-water',
  name: '独居老人用水异常',
  module: 'community',
  about: '独居老人家的水表很久不走、一直不停、或一下用太多：先打电话问，问不到再上门。前四周按固定尺度，以后按这家自己的习惯。',
  startedBy: { points: { total: { name: '水表累计', device: '智能水表', unit: 'm³', low: 0, high: 99_999, everyMinutes: 60 } } },
  parameters: {
    care: choice({ label: '看护尺度', help: '“严”在摸清习惯以后仍按固定尺度看，还看水龙头没关紧，适合失能、失智老人；误报会多一些。', options: { usual: '平常', close: '严' }, default: 'usual', basis: '固定尺度：12 小时起看、24 小时必报、一天超过 2 m³、半天不断流，取自各地公开的智能水表看护做法' }),
    night: hours({ label: '不打扰的时段', help: '很久没用水的，夜里先记在告警台上，不叫人，过后还没用水再打电话；漏水和猛用水不受此限。', default: [{ from: '22:00', to: '06:30' }] }),
    lost: duration({ label: '多久没有读数算失联', help: '水表没电、没信号时什么也看不见，要当作没人看护来补。', unit: 'hour', min: 6, max: 96, default: 48 }),
  },
  // Gates without hours are open: what a home is remembered by stands on this shape.
  trigger: ({ care, lost }) => ({
    kind: 'any',
    of: [
      { kind: 'quiet-hours', holds: true, hours: [], of: { kind: 'water', point: 'total', troubles: ['silence'], isClose: care === 'close' } },
      running(care),
      { kind: 'quiet-hours', holds: true, hours: [], of: { kind: 'silent', point: 'total', forMs: lost } },
    ],
  }),
  rise: { to: 'major', says: '一直有水流或一下用太多', when: ({ care }) => running(care) },
  rest: ({ night }) => ({ hours: night, reasons: ['silence', 'silent'] }),
  dedupe: { per: 'home', restMinutes: 120 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'community', ladder: [rung('person', 0, 'call'), rung('family', 5, 'call'), rung('grid-worker', 20, 'call'), rung('duty-officer', 40, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 30 },
  classCode: 'S2110',
  icon: 'tap',
  playbook: [
    step('打给老人：人在哪、好不好', { by: 'community', within: 5, proof: 'call' }),
    step('打给家属：是不是接走了、住院了；是的，登记外出', { by: 'community', within: 15, proof: 'call' }),
    step('上门敲门，问邻居；不应答的请家属同意后开门', { by: 'grid-worker', within: 45, proof: 'note', only: '联系不上' }),
    step('有生命危险的打 120、110', { by: 'grid-worker', within: 45, proof: 'call', only: '屋里有人不应答' }),
    step('漏水的关总阀，帮着报修', { by: 'grid-worker', within: 120, proof: 'photo', only: '一直有水流' }),
    step('水表失联的换电池，换好前按天电话问候', { by: 'keeper', within: 1440, proof: 'note', only: '水表失联' }),
  ],
  falseAlarms: ['去子女家、住院：登记外出，期间不报', '大扫除：本人在家接了电话即可消', '夜里自然没人用水：不打扰时段里不叫人，用了水自己消', '经常整天不在家的人：四周后按他自己的习惯'],
  privacy: '老人本人或监护人书面同意后启用，随时可停；用水数据只给看护人和网格员看，不作别用，保存 180 天。',
  keepDays: 180,
  examples: [
    { does: '第三天早饭后再没用水，一天后报；家属来了用水，解除', from: '2026-03-01 00:00', messages: [every(60, [0, 3 * DAY + 540], (minute) => value(minute, 'total', minute < 2 * DAY + 480 ? lived(minute) : lived(2 * DAY + 480))), value(3 * DAY + 600, 'total', lived(2 * DAY + 480) + 0.01)], untilMinutes: 3 * DAY + 660, rings: [{ minute: 3 * DAY + 480, because: ['water total silence'] }], clears: [3 * DAY + 600] },
    { does: '傍晚六点报了没用水，夜里不算解除，也不再报一遍；第二天早上用了水才解除', from: '2026-03-01 00:00', messages: [every(60, [0, 4 * DAY + 420], (minute) => value(minute, 'total', lived(Math.min(minute, 2 * DAY + 1080)))), value(4 * DAY + 480, 'total', lived(2 * DAY + 1080) + 0.01)], untilMinutes: 4 * DAY + 540, rings: [{ minute: 3 * DAY + 1080, because: ['water total silence'] }], clears: [4 * DAY + 480] },
    { does: '马桶漏水一整天不停，报；修好后解除', from: '2026-03-01 00:00', messages: [every(60, [0, 3 * DAY], (minute) => value(minute, 'total', lived(minute) + (Math.min(Math.max(0, minute - 600), 1680) / 60) * 0.02))], untilMinutes: 3 * DAY, rings: [{ minute: 600 + DAY, because: ['water total leak'] }], clears: [2340], rises: [600 + DAY] },
    { does: '水表四十八小时没有读数，白天报失联', from: '2026-03-01 09:00', messages: [value(0, 'total', 100)], untilMinutes: 3000, rings: [{ minute: 2880, because: ['silent total'] }] },
    { does: '登记了去女儿家，两天没用水，不报', from: '2026-03-01 00:00', messages: [away(2 * DAY + 500, true), every(60, [0, 4 * DAY], (minute) => value(minute, 'total', lived(Math.min(minute, 2 * DAY + 480))))], untilMinutes: 4 * DAY, rings: [] },
    { does: '夜里八小时没用水，不报', from: '2026-03-01 00:00', messages: [every(60, [0, 2 * DAY], (minute) => value(minute, 'total', lived(minute)))], untilMinutes: 2 * DAY, rings: [] },
    { does: '睡前用过水以后再没用，到第二天夜里满一天，报在告警台上', from: '2026-03-01 00:00', messages: [every(60, [0, 4 * DAY + 360], (minute) => value(minute, 'total', lived(Math.min(minute, 2 * DAY + 1320))))], untilMinutes: 4 * DAY + 400, rings: [{ minute: 3 * DAY + 1320, because: ['water total silence'] }] },
    { does: '夜里记着没用水，凌晨两点水管爆了，一小时走了半方水，当即叫人，不等天亮', from: '2026-03-01 00:00', messages: [every(60, [0, 4 * DAY + 60], (minute) => value(minute, 'total', lived(Math.min(minute, 2 * DAY + 1320)))), value(4 * DAY + 120, 'total', lived(2 * DAY + 1320) + 0.5)], untilMinutes: 4 * DAY + 180, rings: [{ minute: 3 * DAY + 1320, because: ['water total silence'] }], clears: [], rises: [4 * DAY + 120] },
    { does: '水表半夜里满四十八小时没有读数，报失联', from: '2026-03-01 23:00', messages: [value(0, 'total', 100)], untilMinutes: 3400, rings: [{ minute: 2880, because: ['silent total'] }] },
  ],
})
