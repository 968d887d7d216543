import { defineScenario, duration, every, number, rung, step, urgentHours, value } from './define/index.ts'

const DETECTOR = '独立式感烟火灾探测报警器'

export default defineScenario({
  id: 'smoke-detector',
  name: '独立烟感',
  module: 'fire',
  about: '老旧小区、出租屋、小店的独立烟感响了：先打电话问本人，没人接就上门；烟不散或屋里升温，按着火办。',
  startedBy: {
    points: {
      smoke: { name: '烟雾报警', device: DETECTOR, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
      temperature: { name: '温度', device: DETECTOR, unit: '℃', low: -40, high: 200, everyMinutes: 60 },
    },
  },
  parameters: {
    lasting: duration({ label: '响多久才报', help: '按自检键、点烟熏一下会马上停。报警器本身的灵敏度由产品标准定，这里不改。', unit: 'second', min: 0, max: 120, default: 15, basis: 'GB 20517《独立式感烟火灾探测报警器》管探测器何时响；响多久才通知为本系统默认值，街道可调整' }),
    stays: duration({ label: '烟不散升为紧急', help: '开窗做饭的烟几分钟会散。', unit: 'minute', min: 1, max: 30, default: 3 }),
    hot: number({ label: '屋里升温', help: '又响又热，升为紧急。', unit: '℃', min: 45, max: 100, step: 1, default: 57, basis: 'GB 4716《点型感温火灾探测器》A2 类动作温度上下限 54—70 ℃，取其间' }),
  },
  trigger: ({ lasting }) => ({ kind: 'over', point: 'smoke', limit: 0.5, forMs: lasting }),
  rise: {
    to: 'critical',
    says: '烟不散，或屋里升温',
    when: ({ stays, hot }) => ({ kind: 'any', of: [{ kind: 'over', point: 'smoke', limit: 0.5, forMs: stays }, { kind: 'all', of: [{ kind: 'over', point: 'smoke', limit: 0.5 }, { kind: 'over', point: 'temperature', limit: hot, clear: 45 }] }] }),
  },
  dedupe: { per: 'device', restMinutes: 3 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'fire', ladder: [rung('person', 0, 'call'), rung('property', 1, 'call'), rung('grid-worker', 3, 'call'), rung('duty-officer', 5, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 3 },
  classCode: 'A090306',
  emergency: 'fire',
  icon: 'smoke',
  playbook: [
    step('打电话问屋里的人：有没有火，人在不在家', { by: 'duty-officer', within: 1, proof: 'call' }),
    step('就近敲门，带灭火器和破门工具', { by: 'property', within: 4, proof: 'photo' }),
    step('打 119，从低处往外疏散同一单元', { by: 'duty-officer', within: 5, proof: 'call', only: '有火、没人应或升为紧急' }),
    step('做饭、抽烟引起的，帮着通风、教怎样消音', { by: 'grid-worker', within: 60, proof: 'note', only: '没有火' }),
    step('屡次误响的挪位置或换电池', { by: 'keeper', proof: 'note', only: '一月三次以上' }),
  ],
  falseAlarms: ['自检、点烟：响满十五秒才通知', '做饭油烟：先打电话问本人；装在厨房门口的挪位置', '没电、断连：看设备的最后消息时间，不算火警'],
  privacy: '没有摄像头和话筒；只有响与不响。',
  examples: [
    { does: '出租屋冒烟，十五秒报，三分钟不散升为紧急', from: '2026-01-20 21:00', messages: [value(0, 'smoke', 1), value(2, 'smoke', 1), value(20, 'smoke', 0)], untilMinutes: 30, rings: [{ minute: 0.25, because: ['over smoke'] }], clears: [20], rises: [3] },
    { does: '又响又有 62 度，一分钟就升为紧急', from: '2026-01-20 21:00', messages: [value(0, 'smoke', 1), value(1, 'temperature', 62)], untilMinutes: 2, rings: [{ minute: 0.25, because: ['over smoke'] }], rises: [1] },
    { does: '按自检键响五秒，不报', from: '2026-01-20 10:00', messages: [value(0, 'smoke', 1), value(5 / 60, 'smoke', 0)], untilMinutes: 10, rings: [] },
    { does: '夏天屋里 40 度没有烟，不报', from: '2026-07-20 14:00', messages: [every(60, [0, 600], (minute) => value(minute, 'temperature', 40))], untilMinutes: 600, rings: [] },
    { does: '封闭阳台晒到 60 度，没有烟，不报', from: '2026-07-20 14:00', messages: [value(0, 'smoke', 0), every(60, [0, 180], (minute) => value(minute, 'temperature', 60))], untilMinutes: 180, rings: [] },
  ],
  calm: { does: '没有烟的屋子', from: '2026-07-20 00:00', days: 5, points: { smoke: { low: 0, high: 0, everyMinutes: 60 }, temperature: { low: 5, high: 42, everyMinutes: 60 } } },
})
