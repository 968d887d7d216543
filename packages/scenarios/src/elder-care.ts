import type { Trigger } from '@yihu/domain'
import { away, defineScenario, duration, every, hours, number, rung, step, urgentHours, value } from './define/index.ts'

/** The three signs of a quiet home. */
const signsOf = ({ dry, shut, still, steps }: Readonly<Record<'dry' | 'shut' | 'still' | 'steps', number>>) => ({
  water: { kind: 'under', point: 'litres', limit: 0.5, forMs: dry },
  door: { kind: 'silent', point: 'door', forMs: shut, onceHeard: true },
  walk: { kind: 'under', point: 'steps', limit: steps, forMs: still },
}) as const satisfies Readonly<Record<string, Trigger>>

export default defineScenario({
  id: 'elder-care',
  name: '孤寡老人综合看护',
  module: 'community',
  about: '把水表、门磁、手环和求助键合起来看：一样安静可能只是不在家，两样一起安静才报，三样都安静是急事，按了求助键马上报。没装的、从没响过的不算安静。',
  startedBy: {
    points: {
      litres: { name: '每小时用水', device: '智能水表', unit: 'L', low: 0, high: 5000, everyMinutes: 60 },
      door: { name: '开门', device: '门磁', unit: '0/1', low: 0, high: 1, everyMinutes: 1440 },
      steps: { name: '每小时步数', device: '智能手环', unit: '步', low: 0, high: 20_000, everyMinutes: 60 },
      sos: { name: '求助键', device: '一键呼叫器', unit: '0/1', low: 0, high: 1, everyMinutes: 1440 },
    },
  },
  parameters: {
    dry: duration({ label: '多久不用水', help: '一夜不用水是常事，要长过一夜。', unit: 'hour', min: 8, max: 48, default: 13 }),
    shut: duration({ label: '多久不开门', help: '两样一起看时可以比单看门磁短。', unit: 'hour', min: 8, max: 72, default: 18 }),
    still: duration({ label: '多久几乎不走动', help: '睡觉、午休都不走动，要长过一夜。', unit: 'hour', min: 6, max: 48, default: 12 }),
    steps: number({ label: '每小时几步算走动', help: '翻身、抬手会算出几步。', unit: '步', min: 1, max: 200, step: 1, default: 15 }),
    night: hours({ label: '不打扰的时段', help: '睡懒觉的往后放；求助键不受此限。', default: [{ from: '21:00', to: '09:00' }] }),
  },
  trigger: ({ night, ...quiet }) => {
    const { water, door, walk } = signsOf(quiet)
    const twoQuiet: Trigger = { kind: 'any', of: [{ kind: 'all', of: [water, door] }, { kind: 'all', of: [water, walk] }, { kind: 'all', of: [door, walk] }] }
    return { kind: 'any', of: [{ kind: 'over', point: 'sos', limit: 0.5, forMs: 5000 }, { kind: 'unless-away', of: { kind: 'quiet-hours', holds: true, hours: night, of: twoQuiet } }] }
  },
  rise: {
    to: 'critical',
    says: '水、门、步三样都安静，或按了求助键',
    when: ({ night, ...quiet }) => {
      const { water, door, walk } = signsOf(quiet)
      return { kind: 'any', of: [{ kind: 'over', point: 'sos', limit: 0.5, forMs: 5000 }, { kind: 'unless-away', of: { kind: 'quiet-hours', holds: true, hours: night, of: { kind: 'all', of: [water, door, walk] } } }] }
    },
  },
  dedupe: { per: 'home', restMinutes: 120 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'community', ladder: [rung('person', 0, 'call'), rung('family', 5, 'call'), rung('building-chief', 10, 'call'), rung('grid-worker', 20, 'call'), rung('duty-officer', 30, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 20 },
  classCode: 'S2110',
  icon: 'elder',
  playbook: [
    step('打给老人，响满一分钟；接了问今天吃了什么', { by: 'community', within: 3, proof: 'call' }),
    step('打给家属和常联系的人', { by: 'community', within: 10, proof: 'call' }),
    step('楼长敲门、看窗、问邻居', { by: 'building-chief', within: 20, proof: 'note', only: '联系不上' }),
    step('网格员带备用钥匙上门；没有钥匙的请家属同意、民警到场再开门', { by: 'grid-worker', within: 40, proof: 'note', only: '敲门不应' }),
    step('需要急救的打 120，陪到家属来', { by: 'grid-worker', within: 45, proof: 'call', only: '需要急救' }),
    step('把这次为什么响写进老人卡片，数不对的当场改', { by: 'community', within: 1440, proof: 'note' }),
  ],
  falseAlarms: ['一样设备没电：两样一起安静才报', '睡懒觉：九点前不打电话，时长都长过一夜', '手环摘了放着：步数少但用水、开门都在，不报', '去子女家：登记外出'],
  privacy: '逐项由老人或监护人同意，可只开其中两样；老人卡片只给本人、家属和看护人看；每次查看留痕。',
  examples: [
    { does: '昨晚八点后没用水也没开门，人虽还走动，到今天下午两点两样都够久，报；用水即解除', from: '2026-03-04 20:00', messages: [value(0, 'door', 1), every(60, [0, 1140], (minute) => value(minute, 'litres', minute === 0 ? 12 : 0)), every(60, [0, 1140], (minute) => value(minute, 'steps', minute < 1140 ? 100 : 3)), value(1170, 'litres', 10)], untilMinutes: 1200, rings: [{ minute: 1080, because: ['under litres', 'silent door'] }], clears: [1170], rises: [] },
    { does: '三样都安静，升为紧急', from: '2026-03-04 20:00', messages: [value(0, 'door', 1), every(60, [0, 1140], (minute) => value(minute, 'litres', minute === 0 ? 12 : 0)), every(60, [0, 1140], (minute) => value(minute, 'steps', minute === 0 ? 200 : 3))], untilMinutes: 1140, rings: [{ minute: 840, because: ['under litres', 'under steps'] }], rises: [1080] },
    { does: '凌晨按求助键，五秒就报，不等天亮', from: '2026-03-04 03:00', messages: [value(0, 'sos', 1)], untilMinutes: 5, rings: [{ minute: 0.08, because: ['over sos'] }], rises: [0.08] },
    { does: '手环摘了一天，照常用水开门，不报', from: '2026-03-04 08:00', messages: [every(240, [0, 1440], (minute) => value(minute, 'door', 1)), every(60, [0, 1440], (minute) => value(minute, 'steps', 0)), every(60, [0, 1440], (minute) => value(minute, 'litres', minute % 240 === 0 ? 9 : 0))], untilMinutes: 1440, rings: [] },
    { does: '去女儿家登记了外出，两天样样安静，不报', from: '2026-03-04 08:00', messages: [value(0, 'door', 1), away(5, true), every(60, [0, 2880], (minute) => value(minute, 'litres', 0)), every(60, [0, 2880], (minute) => value(minute, 'steps', 2))], untilMinutes: 2880, rings: [] },
    { does: '水管一直滴着像在用水，可是十八个小时没开门、一整天没走动，不打扰的时段一过就报', from: '2026-03-04 08:00', messages: [value(0, 'door', 1), every(60, [0, 1500], (minute) => value(minute, 'litres', minute === 1500 ? 0 : 3)), every(60, [0, 1500], (minute) => value(minute, 'steps', minute === 0 ? 200 : 3))], untilMinutes: 1510, rings: [{ minute: 1500, because: ['silent door', 'under steps'] }], rises: [] },
    { does: '只装了水表，没有门磁和手环，一天不用水，不当门也没开，不报', from: '2026-03-04 09:00', messages: [every(60, [0, 2880], (minute) => value(minute, 'litres', 0))], untilMinutes: 2900, rings: [] },
    { does: '睡得早起得晚，八点半起来用水，不报', from: '2026-03-04 14:00', messages: [value(0, 'door', 1), every(60, [0, 1080], (minute) => value(minute, 'litres', minute < 300 ? 6 : 0)), every(60, [0, 1080], (minute) => value(minute, 'steps', minute < 300 ? 100 : 3)), value(1110, 'litres', 9), value(1110, 'steps', 60)], untilMinutes: 1140, rings: [] },
    { does: '一天没出门，几小时用一次水，不报', from: '2026-03-04 09:00', messages: [value(0, 'door', 1), every(60, [0, 1500], (minute) => value(minute, 'litres', minute % 240 === 0 ? 6 : 0))], untilMinutes: 1510, rings: [] },
    { does: '水表坏了一直是零，人照常走动、中午歇一会，不报', from: '2026-03-04 09:00', messages: [every(480, [0, 1440], (minute) => value(minute, 'door', 1)), every(60, [0, 1740], (minute) => value(minute, 'litres', 0)), every(60, [0, 1740], (minute) => value(minute, 'steps', minute === 1620 ? 3 : 100))], untilMinutes: 1750, rings: [] },
    { does: '下雪没出门，用水、走动都照常，中午歇一会，不报', from: '2026-01-20 09:00', messages: [value(0, 'door', 1), every(60, [0, 1740], (minute) => value(minute, 'litres', minute % 240 === 0 ? 6 : 0)), every(60, [0, 1740], (minute) => value(minute, 'steps', minute === 1620 ? 3 : 100))], untilMinutes: 1750, rings: [] },
  ],
  calm: { does: '起居正常的老人', from: '2026-03-04 00:00', days: 5, points: { door: { low: 1, high: 1, everyMinutes: 600 }, litres: { low: 1, high: 20, everyMinutes: 360 }, steps: { low: 30, high: 800, everyMinutes: 360 }, sos: { low: 0, high: 0, everyMinutes: 720 } } },
})
