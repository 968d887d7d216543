import { away, defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const BAND = '智能手环'

export default defineScenario({
  id: 'bracelet',
  name: '智能手环（跌倒、离区、体征）',
  module: 'community',
  about: '戴手环的老人跌倒、走出常去的范围，或心率血氧不对：先打给本人和家属，再叫附近的人。不是医疗设备，不作诊断。',
  startedBy: {
    points: {
      fall: { name: '跌倒', device: BAND, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
      worn: { name: '佩戴', device: BAND, unit: '0/1', low: 0, high: 1, everyMinutes: 10 },
      distance: { name: '离家距离', device: BAND, unit: 'm', low: 0, high: 1_000_000, everyMinutes: 5 },
      heart: { name: '心率', device: BAND, unit: '次/分', low: 0, high: 260, everyMinutes: 5 },
      oxygen: { name: '血氧', device: BAND, unit: '%', low: 0, high: 100, everyMinutes: 10 },
    },
  },
  parameters: {
    regret: duration({ label: '跌倒后多久才报', help: '自己爬起来按一下就取消；甩手、拍腿也会误判。', unit: 'second', min: 10, max: 180, default: 40 }),
    far: number({ label: '离家多远', help: '只给走失风险高、家属同意的老人设；常去菜市场的把它放在范围里。', unit: 'm', min: 200, max: 20_000, step: 50, default: 1000 }),
    farFor: duration({ label: '离开多久才报', help: '定位会漂，高楼间尤其。', unit: 'minute', min: 5, max: 120, default: 15 }),
    fast: number({ label: '心率过快', help: '散步、上楼会快；按本人平时的数改。', unit: '次/分', min: 90, max: 200, step: 1, default: 130 }),
    slow: number({ label: '心率过慢', help: '吃降心率药的人本来就慢，按医生的话改。', unit: '次/分', min: 30, max: 60, step: 1, default: 42 }),
    oxygen: number({ label: '血氧过低', help: '手凉、没戴紧会测低；慢阻肺的人按医生的话改。', unit: '%', min: 80, max: 95, step: 1, default: 88 }),
    vitalFor: duration({ label: '心率血氧不对多久才报', help: '一两次测不准不算。', unit: 'minute', min: 5, max: 60, default: 15 }),
  },
  trigger: ({ regret, far, farFor, fast, slow, oxygen, vitalFor }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'fall', limit: 0.5, forMs: regret },
      { kind: 'unless-away', of: { kind: 'over', point: 'distance', limit: far, clear: far * 0.9, forMs: farFor } },
      {
        kind: 'all',
        of: [
          { kind: 'over', point: 'worn', limit: 0.5 },
          {
            kind: 'any',
            of: [
              { kind: 'over', point: 'heart', limit: fast, clear: fast - 10, forMs: vitalFor },
              { kind: 'under', point: 'heart', limit: slow, clear: slow + 5, forMs: vitalFor },
              { kind: 'under', point: 'oxygen', limit: oxygen, clear: oxygen + 2, forMs: vitalFor },
            ],
          },
        ],
      },
    ],
  }),
  rise: { to: 'critical', says: '跌倒三分钟没有起来', when: () => ({ kind: 'over', point: 'fall', limit: 0.5, forMs: 180_000 }) },
  dedupe: { per: 'device', restMinutes: 5 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'community', ladder: [rung('person', 0, 'call'), rung('family', 0, 'call'), rung('building-chief', 5, 'call'), rung('grid-worker', 10, 'call'), rung('duty-officer', 20, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 15 },
  classCode: 'S2110',
  icon: 'bracelet',
  playbook: [
    step('打手环通话：摔着没有，能不能起来；能说话的听他说', { by: 'community', within: 1, proof: 'call' }),
    step('叫家属；不通的叫楼长、邻居去看', { by: 'community', within: 5, proof: 'call' }),
    step('跌倒不起、说胸闷、血氧低的打 120，先别扶起', { by: 'duty-officer', within: 5, proof: 'call', only: '跌倒不起或身体不适' }),
    step('离区的按位置去找，发给家属和民警，找到即删位置', { by: 'grid-worker', within: 30, proof: 'note', only: '走出范围' }),
    step('误报的改本人的数，别让家属失去耐心', { by: 'community', within: 1440, proof: 'note', only: '误报' }),
  ],
  falseAlarms: ['甩手、拍腿：四十秒没取消才报', '定位漂移：离开满十五分钟才报', '没戴紧：没戴时不看心率血氧，不对满十五分钟才报', '去子女家：登记外出，不看离家距离'],
  privacy: '本人或监护人书面同意；离区只对走失风险高者启用；体征只给本人、家属和值守的人看，保存 30 天；不作诊断，不存病历。',
  keepDays: 30,
  examples: [
    { does: '跌倒四十秒没取消，报；三分钟没起来升为紧急；扶起后解除', from: '2026-03-04 06:00', messages: [value(0, 'fall', 1), value(8, 'fall', 0)], untilMinutes: 10, rings: [{ minute: 0.67, because: ['over fall'] }], clears: [8], rises: [3] },
    { does: '走到一公里外，一刻钟报；回来后解除', from: '2026-03-04 09:00', messages: [every(5, [0, 30], (minute) => value(minute, 'distance', minute < 10 ? 300 : 1400)), value(40, 'distance', 950), value(45, 'distance', 500)], untilMinutes: 60, rings: [{ minute: 25, because: ['over distance'] }], clears: [45] },
    { does: '戴着手环，血氧 85% 一刻钟，报', from: '2026-03-04 09:00', messages: [value(0, 'worn', 1), every(5, [0, 20], (minute) => value(minute, 'oxygen', 85)), value(25, 'oxygen', 89), value(30, 'oxygen', 95)], untilMinutes: 35, rings: [{ minute: 15, because: ['over worn', 'under oxygen'] }], clears: [30] },
    { does: '拍腿误判跌倒，二十秒取消，不报', from: '2026-03-04 09:00', messages: [value(0, 'fall', 1), value(20 / 60, 'fall', 0)], untilMinutes: 10, rings: [] },
    { does: '摘下来洗澡，心率测成 0，不报', from: '2026-03-04 20:00', messages: [value(0, 'worn', 0), every(5, [0, 40], (minute) => value(minute, 'heart', 0))], untilMinutes: 60, rings: [] },
    { does: '去女儿家已登记，离家三公里，不报', from: '2026-03-04 09:00', messages: [away(0, true), every(5, [10, 60], (minute) => value(minute, 'distance', 3000))], untilMinutes: 60, rings: [] },
    { does: '坐着不动心率 140 一刻钟，报；降到 110 才解除', from: '2026-03-04 09:00', messages: [value(0, 'worn', 1), every(5, [0, 20], (minute) => value(minute, 'heart', 140)), value(25, 'heart', 125), value(30, 'heart', 110)], untilMinutes: 35, rings: [{ minute: 15, because: ['over worn', 'over heart'] }], clears: [30] },
    { does: '心率 38 一刻钟，报；回到 55 才解除', from: '2026-03-04 22:00', messages: [value(0, 'worn', 1), every(5, [0, 20], (minute) => value(minute, 'heart', 38)), value(25, 'heart', 44), value(30, 'heart', 55)], untilMinutes: 35, rings: [{ minute: 15, because: ['over worn', 'under heart'] }], clears: [30] },
  ],
  calm: { does: '平常起居、下楼散步', from: '2026-03-04 00:00', days: 2, points: { fall: { low: 0, high: 0, everyMinutes: 10 }, worn: { low: 1, high: 1, everyMinutes: 30 }, distance: { low: 0, high: 800, everyMinutes: 5 }, heart: { low: 55, high: 118, everyMinutes: 5 }, oxygen: { low: 92, high: 99, everyMinutes: 10 } } },
})
