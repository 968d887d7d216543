import type { RefusalReason, ReturnReason, SuspensionReason } from '@yihu/domain'
import { accountOf } from '../staff/users.ts'
import { answer, archive, assign, contact, intake, passCheck, rate, sendTo, startCheck } from './script.ts'
import type { Script } from './script.ts'

/** What a fate may use of its case. */
export interface Course {
  script: Script
  classCode: string
  communityUnit: string
  worker: string
  /** The unit that the duty rules name. */
  unit: string
  fix: string
  isLate: boolean
  rating: 'satisfied' | 'dissatisfied' | null
}

/** How a closed appeal went. */
export type Fate = 'plain' | 'returned' | 'extended' | 'suspended' | 'reworked' | 'urged' | 'escalated' | 'called' | 'reopened' | 'unarchived' | 'refused'

const REFUSALS: readonly (readonly [RefusalReason, string, string])[] = [
  ['court-or-arbitration', '区人民法院', '您反映的纠纷已在法院立案，按规定由法院审理，街道不再另行处理。需要法律援助可到综合治调中心。'],
  ['not-government', '双方协商或人民调解委员会', '您与商家约定的赠品问题属于双方合同，建议先协商，也可以申请人民调解。'],
  ['other-authority', '税务部门', '发票和税款问题由税务机关专门受理，请拨打税务服务热线或到办税厅反映。'],
  ['no-facts', '', '来电没有说明具体地点，留的电话也打不通，暂时无法查证。有具体情况请再联系我们。'],
  ['outside-area', '相邻街道便民服务中心', '您说的位置不在雪宫街道，我们已把情况电话转告相邻街道，请留意他们的回复。'],
]

const SUSPENSIONS: readonly (readonly [SuspensionReason, string, string])[] = [
  ['season', '现在气温低，沥青不能摊铺，待回暖后施工', '气温合适，施工队进场'],
  ['funding', '需要动用维修资金，正在走业主表决', '资金已批，开始施工'],
  ['engineering', '要和路口改造一起做，已列入计划', '工程计划已下达'],
  ['law', '等待司法鉴定结果', '鉴定报告已出'],
  ['condition', '配件停产，需要定做', '配件到货'],
]

const RETURNS: readonly (readonly [ReturnReason, string])[] = [
  ['not-my-duty', '经核实不属于我单位职责，建议派给主管单位'],
  ['not-my-area', '该处不在我单位养护范围'],
  ['wrong-class', '现场情况与分类不符，请重新分类派遣'],
  ['needs-others', '需要权属单位先行处理'],
]

/** Plays a closed appeal from registration to its end. */
export function play(fate: Fate, c: Course): void {
  if (fate === 'refused') return playRefused(c)
  intake(c.script, c)
  const share = handleUntilReply(fate, c)
  answer(c.script, c.fix, share)
  startCheck(c.script)
  if (fate === 'reworked') rework(c)
  passCheck(c.script)
  if (fate === 'unarchived') return
  settle(c, fate === 'reopened' ? null : c.rating)
  if (fate === 'reopened') playAgain(c)
}

/** Contact, rating and 销号. */
function settle({ script }: Course, rating: Course['rating']): void {
  const isReached = rating !== null || script.random.chance(0.6)
  if (rating === null || script.random.chance(0.5)) contact(script, isReached)
  if (rating !== null) rate(script, rating === 'satisfied')
  archive(script)
}

/** Everything between filing and the reply; answers the share of the limit that is left for it. */
function handleUntilReply(fate: Fate, c: Course): number {
  const { script, unit } = c
  const usual = c.isLate ? script.random.range(1.05, 1.5) : script.random.range(0.15, 0.6)
  switch (fate) {
    case 'returned':
      returnOnce(c)
      break
    case 'escalated':
      return escalate(c)
    default:
      assign(script, unit)
  }
  switch (fate) {
    case 'extended':
      return extend(c)
    case 'suspended':
      return suspend(c)
    case 'urged':
      return urge(c)
    case 'called':
      return callAll(c)
    default:
      return usual
  }
}

function playRefused({ script }: Course): void {
  const [reason, competent, explanation] = script.random.pick(REFUSALS)
  script.pass(script.random.range(0.01, 0.05))
  script.make('accept', { move: 'refuse', reason, explanation, ...(competent ? { competent } : {}) })
  archive(script)
}

function returnOnce(c: Course): void {
  const { script, unit } = c
  const wrong = unit === c.communityUnit ? 'dept-urban' : c.communityUnit
  sendTo(script, wrong)
  script.pass(script.random.range(0.04, 0.15))
  const [reason, note] = script.random.pick(RETURNS)
  script.make(accountOf(wrong), { move: 'return', reason, note })
  assign(script, unit)
}

function escalate(c: Course): number {
  const { script } = c
  const unit = c.unit.startsWith('dept-') ? c.unit : 'dept-urban'
  script.pass(0.02)
  script.make('dispatch', { move: 'escalate', unitId: unit, question: '街道没有处置权限，请区级部门到现场研究并牵头解决' })
  script.pass(script.random.range(0.04, 0.12))
  script.unit = unit
  if (script.random.chance(0.25)) {
    script.make(accountOf(unit), { move: 'answer-call', agreed: false, note: '该事项已下放街道', ground: '按赋权清单，本项由街道综合执法队办理' })
    assign(script, c.communityUnit)
  } else {
    script.make(accountOf(unit), { move: 'answer-call', agreed: true, note: '已安排科室到场，先看现场再定方案' })
  }
  return script.random.range(0.2, 0.5)
}

/** One approved extension: five working days more on top of the limit. */
export function askExtension({ script }: Course): void {
  script.pass(script.random.range(0.3, 0.5))
  const reason = script.random.pick(['需要采购配件', '涉及多户需逐户商量', '下雨无法施工', '要等专业单位出方案'])
  script.make(accountOf(script.unit), { move: 'request-extension', workingDays: 5, reason })
}

function extend(c: Course): number {
  askExtension(c)
  c.script.pass(0.02)
  c.script.make('duty', { move: 'approve', note: '情况属实，同意延期，请告知居民' })
  return c.script.random.range(0.6, 0.9)
}

/** Asks for 挂账 and has it approved. */
export function standStill({ script }: Course): (typeof SUSPENSIONS)[number] {
  const ground = script.random.pick(SUSPENSIONS)
  const [reason, note] = ground
  script.pass(script.random.range(0.1, 0.3))
  script.make(accountOf(script.unit), { move: 'request-suspension', reason, note })
  script.pass(0.03)
  script.make('duty', { move: 'approve', note: '同意挂账，条件具备立即恢复' })
  return ground
}

function suspend(c: Course): number {
  const [, , resumed] = standStill(c)
  c.script.wait(c.script.random.int(6, 18) * 450)
  c.script.make(accountOf(c.script.unit), { move: 'resume', note: resumed })
  return c.script.random.range(0.1, 0.3)
}

function urge({ script }: Course): number {
  script.pass(script.random.range(0.3, 0.45))
  script.make('duty', { move: 'urge', note: '居民再次来电，请今天内反馈进展' })
  script.pass(script.random.range(0.02, 0.06))
  script.make(accountOf(script.unit), { move: 'answer-urge', note: '人员已到场，预计明天处理完' })
  return script.random.range(0.05, 0.15)
}

function callAll({ script, communityUnit, unit }: Course): number {
  const called = [...new Set([communityUnit, 'dept-police', 'dept-urban', 'dept-fire'])].filter((u) => u !== unit)
  script.pass(0.02)
  script.make('dispatch', { move: 'call-all', unitIds: called, note: '请派人到社区议事厅会商，一起到现场' })
  for (const id of called) {
    script.pass(0.01)
    script.make(accountOf(id), { move: 'answer-all', note: script.random.pick(['已安排专人参加', '十分钟后到', '带设备一起到场']) })
  }
  return script.random.range(0.15, 0.4)
}

function rework({ script, fix }: Course): void {
  script.pass(0.02)
  script.make('duty', { move: 'rework', reason: script.random.pick(['复看现场只处理了一半', '照片与位置对不上', '居民说当天又坏了']) })
  answer(script, `${fix}，并按核查意见返工到位`, script.random.range(0.05, 0.2))
  startCheck(script)
}

/** The matter came back within a few days: opened again and done for good. */
function playAgain(c: Course): void {
  const { script } = c
  script.wait(script.random.int(1, 5) * 450)
  script.make('duty', { move: 'reopen', reason: script.random.pick(['居民来电说问题又出现了', '网格员巡查发现反复', '上次只是临时处理']) })
  assign(script, c.unit)
  answer(script, `重新处理：${c.fix}`, script.random.range(0.15, 0.5))
  startCheck(script)
  passCheck(script)
  settle(c, c.rating)
}
