import { defineScenario, duration, number, rung, saying, step, urgentHours, value, words } from './define/index.ts'

const PANEL = '火灾报警控制器（经用户信息传输装置）'

export default defineScenario({
  id: 'enterprise-fire',
  name: '企业消防应急处置',
  module: 'fire',
  about: '企业消防主机报警：一分钟内打电话确认，三分钟微型消防站到位，确认着火的按预案疏散、调物资、护邻居，一步一步计时。',
  startedBy: {
    points: {
      detectors: { name: '报警的探测器数', device: PANEL, unit: '个', low: 0, high: 500, everyMinutes: 1 },
      manual: { name: '手动报警按钮', device: PANEL, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
      flow: { name: '水流指示器或压力开关', device: PANEL, unit: '0/1', low: 0, high: 1, everyMinutes: 1 },
    },
    classes: { 企业火情: '企业值班室' },
  },
  parameters: {
    lasting: duration({ label: '单个探测器响多久才报', help: '主机自检、探测器复位会闪一下。', unit: 'second', min: 0, max: 60, default: 10 }),
    together: number({ label: '几个探测器算确认', help: '同一企业这么多个探测器同时报警，不等回话即升为紧急。', unit: '个', min: 2, max: 10, step: 1, default: 2, basis: 'GB 50116—2013 第 4.1.6 条：联动控制以两个独立报警信号的“与”为触发' }),
    denied: words({ label: '否认的话', help: '回话里的这些话不算“着火”。企业习惯的说法可以加上。', default: ['没有着火', '没着火', '未着火', '没有起火', '没起火', '未起火', '没有明火', '没明火', '无明火', '未见明火', '不是着火'] }),
    spoken: words({ label: '确认着火的话', help: '值班室回话里有这些词，升为紧急。', default: ['着火', '起火', '明火', '火势', '快叫消防'] }),
  },
  trigger: ({ lasting, spoken, denied }) => ({
    kind: 'any',
    of: [
      { kind: 'over', point: 'detectors', limit: 0.5, forMs: lasting },
      { kind: 'over', point: 'manual', limit: 0.5 },
      { kind: 'over', point: 'flow', limit: 0.5, forMs: 30_000 },
      { kind: 'said', classes: ['企业火情'], words: spoken, without: denied, holdMs: 3_600_000 },
    ],
  }),
  rise: {
    to: 'critical',
    says: '确认着火',
    when: ({ together, spoken, denied }) => ({
      kind: 'any',
      of: [
        { kind: 'over', point: 'detectors', limit: together - 0.5, forMs: 5000 },
        { kind: 'all', of: [{ kind: 'over', point: 'detectors', limit: 0.5 }, { kind: 'any', of: [{ kind: 'over', point: 'manual', limit: 0.5 }, { kind: 'over', point: 'flow', limit: 0.5, forMs: 30_000 }] }] },
        { kind: 'said', classes: ['企业火情'], words: spoken, without: denied, holdMs: 3_600_000 },
      ],
    }),
  },
  dedupe: { per: 'enterprise', restMinutes: 5 },
  severity: 'major',
  deadline: urgentHours(1),
  who: { unit: 'fire', ladder: [rung('enterprise', 0, 'call'), rung('duty-officer', 1, 'app'), rung('grid-worker', 3, 'call'), rung('unit', 5, 'call')] },
  makesCase: { when: 'at-once' },
  classCode: 'A090404',
  emergency: 'fire',
  icon: 'alarm',
  playbook: [
    step('打电话给企业消防控制室：哪里响、有没有火、有没有人', { by: 'duty-officer', within: 1, proof: 'call' }),
    step('控制室派人到点位看，报回“误报”或“着火”', { by: 'enterprise', within: 2, proof: 'note' }),
    step('微型消防站带装备到点位', { by: 'enterprise', within: 3, proof: 'photo' }),
    step('打 119：地址、烧什么、有没有人被困、有没有危险品', { by: 'duty-officer', within: 3, proof: 'call', only: '着火，或两分钟没有回话' }),
    step('疏散全部人员到集合点，点名', { by: 'enterprise', within: 5, proof: 'note', only: '着火' }),
    step('调出该企业的预案、平面图、危险品清单，发给到场力量', { by: 'duty-officer', within: 5, proof: 'note', only: '着火' }),
    step('切断着火区电源和燃气，启动排烟和消防泵', { by: 'enterprise', within: 6, proof: 'note', only: '着火' }),
    step('通知相邻企业和楼上楼下住户，关门窗或疏散', { by: 'grid-worker', within: 8, proof: 'note', only: '着火' }),
    step('接消防车：一人路口引导，一人清通道，一人指消火栓', { by: 'grid-worker', within: 10, proof: 'note', only: '着火' }),
    step('调最近的灭火器、沙袋、医疗点物资', { by: 'duty-officer', within: 15, proof: 'note', only: '着火' }),
    step('误报的写明原因、复位主机、确认联动恢复', { by: 'enterprise', within: 30, proof: 'note', only: '误报' }),
    step('灭后留人看守两小时防复燃', { by: 'enterprise', within: 240, proof: 'photo', only: '着火' }),
    step('复盘：哪一步慢了，改预案', { by: 'duty-officer', within: 1440, proof: 'note' }),
  ],
  falseAlarms: ['“没有”“不”的说法：否认的话不算', '灰尘、油烟、自检：单个探测器响满十秒，先打电话确认，不直接疏散', '消防测试、维保：企业先在设备上挂维护标记；演练带演练标记，不惊动真人', '水锤：水流信号满半分钟才算'],
  privacy: null,
  examples: [
    { does: '一个探测器响，十秒后报；第二个也响，升为紧急', from: '2026-03-04 14:00', messages: [value(0, 'detectors', 1), value(2, 'detectors', 3), value(40, 'detectors', 0)], untilMinutes: 45, rings: [{ minute: 0.17, because: ['over detectors'] }], clears: [40], rises: [2.08] },
    { does: '有人按下手动按钮，当即报；探测器又响，升为紧急', from: '2026-03-04 14:00', messages: [value(0, 'manual', 1), value(1, 'detectors', 1)], untilMinutes: 5, rings: [{ minute: 0, because: ['over manual'] }], rises: [1] },
    { does: '控制室回话说起火了，没等传感器就升为紧急', from: '2026-03-04 14:00', messages: [saying(0, '二车间配电柜起火了，正在疏散', '企业火情')], untilMinutes: 5, rings: [{ minute: 0, because: ['said'] }], rises: [0] },
    { does: '主机自检，探测器闪三秒，不报', from: '2026-03-04 14:00', messages: [value(0, 'detectors', 1), value(0.05, 'detectors', 0)], untilMinutes: 10, rings: [] },
    { does: '控制室回话：误报，灰尘大，没有着火，已复位，不报', from: '2026-03-04 14:00', messages: [saying(0, '误报，灰尘大，没有着火，已复位', '企业火情')], untilMinutes: 10, rings: [] },
    { does: '喷头出水，水流信号满半分钟，报；关阀后解除', from: '2026-03-04 14:00', messages: [value(0, 'flow', 1), value(6, 'flow', 0)], untilMinutes: 10, rings: [{ minute: 0.5, because: ['over flow'] }], clears: [6], rises: [] },
    { does: '探测器响、喷头又出水，半分钟升为紧急', from: '2026-03-04 14:00', messages: [value(0, 'detectors', 1), value(0, 'flow', 1)], untilMinutes: 2, rings: [{ minute: 0.17, because: ['over detectors'] }], rises: [0.5] },
  ],
  calm: { does: '没有火情的车间', from: '2026-03-04 00:00', days: 3, points: { detectors: { low: 0, high: 0, everyMinutes: 30 }, manual: { low: 0, high: 0, everyMinutes: 60 }, flow: { low: 0, high: 0, everyMinutes: 60 } } },
})
