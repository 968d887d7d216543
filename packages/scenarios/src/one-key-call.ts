import { defineScenario, duration, rung, saying, step, urgentHours, value, words } from './define/index.ts'

export default defineScenario({
  id: 'one-key-call',
  name: '一键呼叫',
  module: 'community',
  about: '老人按下求助键，或对着话筒喊救命：马上回拨，说得清的按说的办，不应声的一级一级找人上门。',
  startedBy: {
    points: {
      sos: { name: '求助键', device: '一键呼叫器', unit: '0/1', low: 0, high: 1, everyMinutes: 1440 },
      test: { name: '每月试呼', device: '一键呼叫器', unit: '0/1', low: 0, high: 1, everyMinutes: 43_200 },
    },
    classes: { 一键呼叫: '呼叫器' },
  },
  parameters: {
    regret: duration({ label: '反悔的时间', help: '按错了在这么久内再按一下取消；不宜长，真有事的人等不起。', unit: 'second', min: 0, max: 30, default: 5 }),
    spoken: words({ label: '喊的话', help: '听到这些词即报，方言的说法可以加上。', default: ['救命', '摔倒', '起不来', '喘不上气', '胸口疼', '头晕', '来人'] }),
    denied: words({ label: '否认的话', help: '话里的这些说法不算求助。', default: ['没有摔倒', '没摔倒', '不头晕', '头不晕', '没有头晕', '胸口不疼', '没事'] }),
    answered: duration({ label: '按键后多久自动放下', help: '没有人消警时，这么久后不再当作正在响。', unit: 'minute', min: 10, max: 240, default: 60 }),
  },
  trigger: ({ regret, spoken, denied, answered }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'sos', limit: 0.5, forMs: regret },
      { kind: 'said', classes: ['一键呼叫'], words: spoken, without: denied, holdMs: answered },
    ],
  }),
  dedupe: { per: 'home', restMinutes: 0 },
  severity: 'critical',
  deadline: urgentHours(1),
  who: { unit: 'community', ladder: [rung('person', 0, 'call'), rung('family', 0, 'call'), rung('building-chief', 10, 'call'), rung('grid-worker', 20, 'call'), rung('duty-officer', 30, 'call')] },
  makesCase: { when: 'still-on', afterMinutes: 10 },
  classCode: 'S2110',
  icon: 'call',
  playbook: [
    step('回拨呼叫器：听得见吗，哪里不舒服', { by: 'duty-officer', within: 1, proof: 'call' }),
    step('说得急、喘、疼，或不应声：直接打 120，报门牌和病史', { by: 'duty-officer', within: 3, proof: 'call', only: '急症或不应声' }),
    step('叫家属，不通叫楼长、邻居先去看', { by: 'building-chief', within: 12, proof: 'note' }),
    step('上门；门不开的请家属同意后开门', { by: 'grid-worker', within: 30, proof: 'note', only: '仍联系不上' }),
    step('不是急事的（买菜、修灯），记下转代办', { by: 'community', within: 60, proof: 'note', only: '按错或小事' }),
  ],
  falseAlarms: ['“没有”“不”的说法：否认的话不算', '按错：五秒内再按取消；回拨一问便知，不怪老人', '每月试呼用另一个测点，不进告警', '电视里喊救命：先回拨再叫人'],
  privacy: '启用前老人本人同意；平时不录音，只在按键或听到求助词后通话；按键记录保存 30 天。',
  keepDays: 30,
  examples: [
    { does: '按下求助键，五秒报；复位后解除', from: '2026-03-04 03:00', messages: [value(0, 'sos', 1), value(12, 'sos', 0)], untilMinutes: 15, rings: [{ minute: 0.08, because: ['over sos'] }], clears: [12] },
    { does: '够不着按键，喊“我摔倒了起不来”，当即报', from: '2026-03-04 03:00', messages: [saying(0, '来人啊，我摔倒了，起不来', '一键呼叫')], untilMinutes: 5, rings: [{ minute: 0, because: ['said'] }] },
    { does: '按错了三秒取消，不报', from: '2026-03-04 10:00', messages: [value(0, 'sos', 1), value(0.05, 'sos', 0)], untilMinutes: 10, rings: [] },
    { does: '每月试呼，不报', from: '2026-03-04 10:00', messages: [value(0, 'test', 1), value(1, 'test', 0)], untilMinutes: 10, rings: [] },
    { does: '回话说没摔倒，不头晕，不报', from: '2026-03-04 10:00', messages: [saying(0, '碰到了，我没摔倒，也不头晕', '一键呼叫')], untilMinutes: 10, rings: [] },
    { does: '打电话来问明天天气，不报', from: '2026-03-04 10:00', messages: [saying(0, '明天下不下雨', '一键呼叫')], untilMinutes: 10, rings: [] },
  ],
  calm: { does: '没有求助的一周', from: '2026-03-04 00:00', days: 7, points: { sos: { low: 0, high: 0, everyMinutes: 360 }, test: { low: 0, high: 1, everyMinutes: 1440 } } },
})
