import { defineScenario, duration, number, rung, saying, step, urgentHours, value, words } from './define/index.ts'

const LIFT = '电梯物联网终端'

export default defineScenario({
  id: 'lift-trapped',
  name: '电梯困人',
  module: 'community',
  about: '轿厢里有人、不动、门不开，或有人按警铃、打来电话说被困：安抚、派维保，三十分钟内到场。',
  startedBy: {
    points: {
      persons: { name: '轿厢内人数', device: LIFT, unit: '人', low: 0, high: 30, everyMinutes: 1 },
      moving: { name: '运行', device: LIFT, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
      door: { name: '轿门打开', device: LIFT, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
      bell: { name: '警铃按钮', device: LIFT, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
    },
    classes: { 电梯: '居民来电、留言' },
  },
  parameters: {
    stuck: duration({ label: '停住不动多久算困人', help: '里面有人、门关着、不动，同时满这么久。搬家占梯时门开着，不算。', unit: 'minute', min: 1, max: 15, default: 3 }),
    press: duration({ label: '警铃按多久才报', help: '孩子乱按、碰到的多是一下。', unit: 'second', min: 1, max: 30, default: 3 }),
    spoken: words({ label: '说被困的话', help: '来电里有这些词即报。', default: ['困在电梯', '关在电梯', '电梯里出不来', '电梯困人', '被困'] }),
    denied: words({ label: '否认的话', help: '话里的这些说法不算被困。', default: ['没有被困', '没被困', '没人被困', '没有人被困', '不是被困', '已经救出'] }),
    long: number({ label: '困住多久升为紧急', help: '过了这个时间还没救出，值班长协调消防。维保到场的时限也是它。', unit: '分钟', min: 10, max: 60, step: 5, default: 30, basis: 'TSG T5002—2017《电梯维护保养规则》：直辖市或设区的市，困人后维保抵达不超过 30 分钟，其他地区一般不超过 1 小时' }),
  },
  trigger: ({ stuck, press, spoken, denied }) => ({
    kind: 'any',
    of: [
      { kind: 'all', of: [{ kind: 'over', point: 'persons', limit: 0.5, forMs: stuck }, { kind: 'under', point: 'moving', limit: 0.5, forMs: stuck }, { kind: 'under', point: 'door', limit: 0.5, forMs: stuck }] },
      { kind: 'over', point: 'bell', limit: 0.5, forMs: press },
      { kind: 'said', classes: ['电梯'], words: spoken, without: denied, holdMs: 1_800_000 },
    ],
  }),
  rise: {
    to: 'critical',
    says: '到时限还没救出',
    when: ({ long }) => ({ kind: 'all', of: [{ kind: 'over', point: 'persons', limit: 0.5, forMs: long * 60_000 }, { kind: 'under', point: 'moving', limit: 0.5, forMs: long * 60_000 }, { kind: 'under', point: 'door', limit: 0.5, forMs: long * 60_000 }] }),
  },
  dedupe: { per: 'lift', restMinutes: 2 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'market', ladder: [rung('property', 0, 'call'), rung('keeper', 0, 'call'), rung('grid-worker', 10, 'app'), rung('duty-officer', 15, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'A060401',
  icon: 'lift',
  playbook: [
    step('通过对讲安抚：不扒门、不跳，问有没有不舒服', { by: 'property', within: 2, proof: 'call' }),
    step('通知维保，报电梯编号和停在哪层', { by: 'property', within: 3, proof: 'call' }),
    step('有病人、孕妇、孩子的，同时打 119、120', { by: 'property', within: 5, proof: 'call', only: '有人不适' }),
    step('维保到场，断电、盘车、开门救人', { by: 'keeper', within: 30, proof: 'note' }),
    step('停梯查原因，检测合格前不恢复', { by: 'keeper', within: 1440, proof: 'photo' }),
    step('一月内两次困人的，报市场监管约谈', { by: 'unit', proof: 'note', only: '屡次困人' }),
  ],
  falseAlarms: ['“没有”“不”的说法：否认的话不算', '夜里空梯停着：没有人不算', '搬家占梯：门开着不算', '碰到警铃：按满三秒才报', '维保作业：先挂维护标记'],
  privacy: '轿厢只数人数；录像只在救援和查原因时看。',
  examples: [
    { does: '门关上后停住三分钟，里面有两个人，报；开门救出后解除', from: '2026-04-15 18:00', messages: [value(0, 'door', 1), value(0, 'moving', 0), value(0.2, 'persons', 2), value(0.5, 'door', 0), value(18, 'door', 1)], untilMinutes: 20, rings: [{ minute: 3.5, because: ['over persons', 'under moving', 'under door'] }], clears: [18], rises: [] },
    { does: '按住警铃，三秒报', from: '2026-04-15 18:00', messages: [value(0, 'bell', 1), value(0.2, 'bell', 0)], untilMinutes: 5, rings: [{ minute: 0.05, because: ['over bell'] }], clears: [0.2] },
    { does: '居民来电说孩子被困，当即报', from: '2026-04-15 18:00', messages: [saying(0, '3 号楼孩子被困在里面，快来', '电梯')], untilMinutes: 5, rings: [{ minute: 0, because: ['said'] }] },
    { does: '物业回话说没有人被困，不报', from: '2026-04-15 18:00', messages: [saying(0, '到场看了，没有人被困，门已打开', '电梯')], untilMinutes: 10, rings: [] },
    { does: '夜里空梯停了两小时，不报', from: '2026-04-15 02:00', messages: [value(0, 'persons', 0), value(0, 'moving', 0), value(0, 'door', 0)], untilMinutes: 120, rings: [] },
    { does: '搬家时门开着停了半个多小时，不报', from: '2026-04-15 10:00', messages: [value(0, 'persons', 3), value(0, 'moving', 0), value(0, 'door', 1), value(31, 'door', 0), value(31.2, 'moving', 1)], untilMinutes: 33, rings: [] },
    { does: '孩子坐着电梯上上下下四分钟没出来，停下就开门，不报', from: '2026-04-15 18:00', messages: [value(0, 'door', 0), value(0, 'persons', 1), value(0, 'moving', 1), value(4, 'moving', 0), value(4.1, 'door', 1)], untilMinutes: 10, rings: [] },
    { does: '空梯停着，人数误数了半分钟，不报', from: '2026-04-15 02:00', messages: [value(0, 'door', 0), value(0, 'moving', 0), value(0, 'persons', 0), value(30, 'persons', 1), value(30.5, 'persons', 0)], untilMinutes: 60, rings: [] },
    { does: '困了三十二分钟才救出，过了时限升为紧急', from: '2026-04-15 18:00', messages: [value(0, 'door', 1), value(0, 'moving', 0), value(0.2, 'persons', 1), value(0.5, 'door', 0), value(32, 'door', 1)], untilMinutes: 35, rings: [{ minute: 3.5, because: ['over persons', 'under moving', 'under door'] }], clears: [32], rises: [30.5] },
    { does: '检验员在轿厢里来回开了四十分钟，停下就开门，不报', from: '2026-04-15 10:00', messages: [value(0, 'door', 0), value(0, 'persons', 1), value(0, 'moving', 1), value(40, 'moving', 0), value(40.1, 'door', 1)], untilMinutes: 45, rings: [] },
  ],
})
