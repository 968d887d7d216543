import { away, defineScenario, duration, hours, number, rung, saying, step, urgentHours, value, words } from './define/index.ts'

export default defineScenario({
  id: 'special-watch',
  name: '疫情等专项关注',
  module: 'grid',
  about: '上级明令、有期限的专项（疫情、寒潮、高温里的重点户）：每天报平安，缺药缺粮、发热有人管。到期自动停，数据销毁。',
  startedBy: {
    points: {
      checkin: { name: '报平安', device: '小程序或网格员代报', unit: '0/1', low: 0, high: 1, everyMinutes: 1440 },
      temperature: { name: '体温', device: '自测上报', unit: '℃', low: 30, high: 45, everyMinutes: 720 },
    },
    classes: { 专项关注: '关注户来电、留言' },
  },
  parameters: {
    missed: duration({ label: '多久没报平安才报', help: '每天一报的取一天半，忘一次不惊动人。', unit: 'hour', min: 24, max: 96, default: 36 }),
    fever: number({ label: '发热', help: '到这个体温算发热。', unit: '℃', min: 37, max: 39, step: 0.1, default: 37.3 }),
    twice: duration({ label: '复测的时间', help: '这么久内量到两次才报，一次可能是量错。', unit: 'hour', min: 1, max: 24, default: 12 }),
    spoken: words({ label: '求助的话', help: '说到这些即报。', default: ['缺药', '没药', '断粮', '没吃的', '发烧', '喘', '透析', '临产'] }),
    denied: words({ label: '否认的话', help: '话里的这些说法不算求助。', default: ['不缺药', '没有缺药', '没发烧', '没有发烧', '不发烧', '不喘', '没断粮', '没有断粮'] }),
    night: hours({ label: '不打扰的时段', help: '没报平安的，到早上再问；发热和求助不受此限。', default: [{ from: '21:00', to: '08:00' }] }),
  },
  trigger: ({ missed, fever, twice, spoken, denied, night }) => ({
    kind: 'any',
    of: [
      { kind: 'unless-away', of: { kind: 'quiet-hours', holds: true, hours: night, of: { kind: 'silent', point: 'checkin', forMs: missed } } },
      { kind: 'count', of: { kind: 'value', point: 'temperature', atLeast: fever }, n: 2, withinMs: twice },
      { kind: 'said', classes: ['专项关注'], words: spoken, without: denied, holdMs: 3_600_000 },
    ],
  }),
  dedupe: { per: 'home', restMinutes: 240 },
  severity: 'minor',
  deadline: urgentHours(4),
  who: { unit: 'health', ladder: [rung('person', 0, 'call'), rung('grid-worker', 30, 'call'), rung('community', 60, 'app'), rung('duty-officer', 120, 'app')] },
  makesCase: { when: 'still-on', afterMinutes: 60 },
  classCode: 'A070402',
  icon: 'watch',
  playbook: [
    step('打电话问：好不好、缺什么', { by: 'grid-worker', within: 30, proof: 'call' }),
    step('联系不上的上门，做好防护', { by: 'grid-worker', within: 90, proof: 'note', only: '联系不上' }),
    step('缺药缺粮的当天送到门口', { by: 'community', within: 240, proof: 'photo', only: '缺物资' }),
    step('发热的联系社区医生；透析、临产的协调转运', { by: 'community', within: 240, proof: 'call', only: '身体不适' }),
    step('解除关注的当天删去本户', { by: 'community', proof: 'note', only: '不再需要关注' }),
  ],
  falseAlarms: ['“没有”“不”的说法：否认的话不算', '忘报一次：一天半才报', '体温量错：十二小时内两次才报', '夜里：没报平安的早上再问'],
  privacy: '须有上级文件和明确期限，由第二人批准；只收办事所需的最少几项，不用于排名、处罚、长期名单；本人可查可改。',
  campaign: {
    mostDays: 60,
    destroyWithinDays: 30,
    destroys: ['关注户名单', '每日报平安和体温', '告警、通话记录和留言', '代报和走访记录里的个人信息'],
    keeps: '只留不能认出个人的汇总数（户数、求助类别、办结率）；案件按案件的保存期，个人信息遮盖',
    basis: '个人信息保护法第十九条（保存期限为实现目的所必要的最短时间）、第四十七条（目的已实现应当删除）；期限天数为本系统默认值',
  },
  examples: [
    { does: '一天半没报平安，到早上八点报；一报即解除', from: '2026-01-10 09:00', messages: [value(0, 'checkin', 1), value(2900, 'checkin', 1)], untilMinutes: 2950, rings: [{ minute: 2820, because: ['silent checkin'] }], clears: [2900] },
    { does: '早晚两次 38 度，报', from: '2026-01-10 08:00', messages: [value(0, 'checkin', 1), value(5, 'temperature', 38), value(600, 'temperature', 38.2)], untilMinutes: 610, rings: [{ minute: 600, because: ['count temperature'] }] },
    { does: '留言说透析的药没了，当即报', from: '2026-01-10 08:00', messages: [saying(0, '父亲明天要透析，没药了', '专项关注')], untilMinutes: 10, rings: [{ minute: 0, because: ['said'] }] },
    { does: '只量到一次 37.5 度，复测正常，不报', from: '2026-01-10 08:00', messages: [value(0, 'checkin', 1), value(5, 'temperature', 37.5), value(60, 'temperature', 36.6)], untilMinutes: 1200, rings: [] },
    { does: '留言说不缺药、没发烧，不报', from: '2026-01-10 08:00', messages: [value(0, 'checkin', 1), saying(5, '今天不缺药，也没发烧，谢谢', '专项关注')], untilMinutes: 600, rings: [] },
    { does: '住院了，已登记外出，三天没报平安，不报', from: '2026-01-10 09:00', messages: [value(0, 'checkin', 1), away(5, true)], untilMinutes: 4320, rings: [] },
  ],
  calm: { does: '天天报平安的一周', from: '2026-01-10 08:00', days: 7, points: { checkin: { low: 1, high: 1, everyMinutes: 1440 }, temperature: { low: 36, high: 37.2, everyMinutes: 720 } } },
})
