import { away, defineScenario, duration, every, hours, rung, step, urgentHours, value } from './define/index.ts'

const DOOR = '门磁'

export default defineScenario({
  id: 'elder-door',
  name: '老人门磁长时无活动',
  module: 'community',
  about: '独居老人家门一天多没开过，而门磁还活着：打电话问，问不到上门。门磁自己没电的不算老人出事，另行处理。',
  startedBy: {
    points: {
      door: { name: '开门', device: DOOR, unit: '0/1', low: 0, high: 1, everyMinutes: 1440 },
      battery: { name: '电量', device: DOOR, unit: '%', low: 0, high: 100, everyMinutes: 360 },
    },
  },
  parameters: {
    still: duration({ label: '多久没开门才报', help: '天天出门的取一天，隔天出门的取两天。', unit: 'hour', min: 8, max: 96, default: 26 }),
    alive: duration({ label: '门磁多久内有心跳算活着', help: '应长于心跳间隔的两倍。', unit: 'hour', min: 1, max: 72, default: 13 }),
    night: hours({ label: '不打扰的时段', help: '到点再打电话。', default: [{ from: '21:30', to: '07:30' }] }),
  },
  trigger: ({ still, alive, night }) => ({
    kind: 'unless-away',
    of: {
      kind: 'quiet-hours',
      holds: true,
      hours: night,
      of: { kind: 'all', of: [{ kind: 'silent', point: 'door', forMs: still }, { kind: 'count', of: { kind: 'value', point: 'battery', atLeast: 0 }, n: 1, withinMs: alive }] },
    },
  }),
  dedupe: { per: 'home', restMinutes: 240 },
  severity: 'minor',
  deadline: urgentHours(1),
  who: { unit: 'community', ladder: [rung('person', 0, 'call'), rung('family', 15, 'call'), rung('grid-worker', 60, 'call'), rung('duty-officer', 120, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'S2110',
  icon: 'door',
  playbook: [
    step('打给老人：今天没出门？身体好吗，缺不缺东西', { by: 'community', within: 15, proof: 'call' }),
    step('打给家属核对，外出的登记外出', { by: 'community', within: 40, proof: 'call' }),
    step('上门看一眼，顺手把门磁看看', { by: 'grid-worker', within: 120, proof: 'note', only: '联系不上' }),
    step('不爱出门的，问问原因，排入每周走访', { by: 'community', within: 2880, proof: 'note', only: '常常不出门' }),
  ],
  falseAlarms: ['门磁没电、断连：十三小时没有心跳就不报，转为设备检修', '下雪下雨不出门：一天多才报，先打电话', '去子女家：登记外出', '夜里：不打扰'],
  privacy: '本人同意后启用；只记开没开门，不记谁来。',
  examples: [
    { does: '昨天上午九点出过门，到今天十一点没开过，门磁有心跳，报；开门即解除', from: '2026-03-04 09:00', messages: [value(0, 'door', 1), every(360, [0, 1440], (minute) => value(minute, 'battery', 80)), value(1700, 'door', 1)], untilMinutes: 1750, rings: [{ minute: 1560, because: ['silent door', 'count battery'] }], clears: [1700] },
    { does: '到点正是夜里，早上七点半才报', from: '2026-03-04 20:00', messages: [value(0, 'door', 1), every(360, [0, 2160], (minute) => value(minute, 'battery', 80))], untilMinutes: 2200, rings: [{ minute: 2130, because: ['silent door', 'count battery'] }] },
    { does: '门磁没电了，一天没有心跳，不报老人出事', from: '2026-03-04 09:00', messages: [value(0, 'door', 1), value(0, 'battery', 2)], untilMinutes: 2880, rings: [] },
    { does: '登记了外出，两天没开门，不报', from: '2026-03-04 09:00', messages: [value(0, 'door', 1), away(5, true), every(360, [0, 2880], (minute) => value(minute, 'battery', 80))], untilMinutes: 2880, rings: [] },
  ],
  calm: { does: '天天买菜的老人', from: '2026-03-04 00:00', days: 7, points: { door: { low: 1, high: 1, everyMinutes: 480 }, battery: { low: 60, high: 90, everyMinutes: 360 } } },
})
