import { defineScenario, duration, every, hours, number, rung, step, value, workingHours } from './define/index.ts'

export default defineScenario({
  id: 'car-park',
  name: '停车场满位与断连',
  module: 'urban',
  about: '公共停车场快满了，诱导屏引到附近；停车场不报数了，屏上改为“未知”，不显示旧数。',
  startedBy: { points: { free: { name: '空车位', device: '停车场管理系统', unit: '个', low: 0, high: 5000, everyMinutes: 5 } } },
  parameters: {
    left: number({ label: '剩几个算满', help: '留给正在开过去的车。', unit: '个', min: 0, max: 100, step: 1, default: 5 }),
    eased: number({ label: '空到几个解除', help: '免得进一辆出一辆来回响。', unit: '个', min: 1, max: 200, step: 1, default: 15 }),
    lasting: duration({ label: '满多久才报', help: '周转快的停车场满一下就有空位。', unit: 'minute', min: 1, max: 60, default: 10 }),
    open: hours({ label: '看满位的时段', help: '夜里没有人来找车位。', default: [{ from: '07:00', to: '22:00' }] }),
    lost: duration({ label: '多久没有数算断连', help: '应是报数间隔的几倍。', unit: 'minute', min: 10, max: 1440, default: 30 }),
  },
  trigger: ({ left, eased, lasting, open, lost }) => ({
    kind: 'any',
    of: [
      { kind: 'within-hours', hours: open, of: { kind: 'under', point: 'free', limit: left, clear: eased, forMs: lasting } },
      { kind: 'silent', point: 'free', forMs: lost },
    ],
  }),
  dedupe: { per: 'device', restMinutes: 30 },
  severity: 'notice',
  deadline: workingHours(8),
  who: { unit: 'traffic', ladder: [rung('keeper', 0, 'app'), rung('duty-officer', 60, 'app')] },
  makesCase: { when: 'by-hand' },
  classCode: 'A030107',
  icon: 'parking',
  playbook: [
    step('诱导屏和小程序改引到附近有位的停车场', { by: 'keeper', within: 5 }),
    step('门口排队压住车道的，派人疏导', { by: 'grid-worker', within: 30, proof: 'photo', only: '满位且排队' }),
    step('断连的：屏上显示“未知”，请停车场查网络和接口', { by: 'keeper', within: 60, proof: 'call', only: '断连' }),
    step('每周都满的，商量错时共享或增设泊位', { by: 'community', proof: 'note', only: '一月十次以上' }),
  ],
  falseAlarms: ['周转一下：满十分钟才报', '进一辆出一辆：空到十五个才解除', '断连按最后一条数的时间算，不信在线标志'],
  privacy: '只有空位数，没有车牌。',
  examples: [
    { does: '周六下午只剩两个位，十分钟后报；空出二十个解除', from: '2026-04-18 14:00', messages: [every(5, [0, 60], (minute) => value(minute, 'free', 2)), value(62, 'free', 10), value(65, 'free', 20)], untilMinutes: 80, rings: [{ minute: 10, because: ['under free'] }], clears: [65] },
    { does: '停车场半小时没有报数，报断连；来数即解除', from: '2026-04-15 02:00', messages: [value(0, 'free', 100), value(50, 'free', 98)], untilMinutes: 60, rings: [{ minute: 30, because: ['silent free'] }], clears: [50] },
    { does: '满了五分钟就有人开走，不报', from: '2026-04-15 14:00', messages: [value(0, 'free', 3), value(5, 'free', 18), every(5, [10, 60], (minute) => value(minute, 'free', 20))], untilMinutes: 60, rings: [] },
    { does: '夜里满位，没有人找车位，不报', from: '2026-04-15 01:00', messages: [every(5, [0, 120], (minute) => value(minute, 'free', 0))], untilMinutes: 120, rings: [] },
  ],
  calm: { does: '按时报数、还有空位', from: '2026-04-15 00:00', days: 3, points: { free: { low: 16, high: 200, everyMinutes: 5 } } },
})
