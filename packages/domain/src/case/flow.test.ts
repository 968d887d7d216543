import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOW_LIMITS, newCase } from './core.ts'
import type { CaseCore, MoveContext } from './core.ts'
import { next } from './flow.ts'
import { mayNeighbourReopen, possibleMoves } from './guard.ts'
import { MOVES, moveNames, ruleOf } from './moves.ts'
import type { Move, MoveRight } from './moves.ts'
import { caseStates, STATES } from './states.ts'

const everyRight: ReadonlySet<MoveRight> = new Set<MoveRight>([
  'case.accept', 'case.verify', 'case.file', 'case.dispatch', 'case.handle', 'case.check', 'case.approve', 'case.urge', 'reporter',
])

function context(over: Partial<MoveContext> = {}): MoveContext {
  return {
    now: 1_000, actor: { id: 'chief', rights: everyRight, units: ['unit-a'] }, workingDaysSince: () => 0, dueAt: 10_000,
    openChildren: 0, children: 0, followers: 0, parent: null, survivor: null, ...over,
  }
}

function run(core: CaseCore, moves: readonly Move[], over: Partial<MoveContext> = {}): CaseCore {
  return moves.reduce((present, move) => {
    const result = next(present, move, context(over))
    if (!result.ok) throw new Error(`${move.move}: ${result.code}`)
    return result.core
  }, core)
}

function refused(core: CaseCore, move: Move, over: Partial<MoveContext> = {}): string {
  const result = next(core, move, context(over))
  return result.ok ? 'allowed' : result.code
}

const handled: readonly Move[] = [
  { move: 'accept' }, { move: 'file', classCode: 'S0102' }, { move: 'dispatch', unitId: 'unit-a' }, { move: 'claim' },
]
const finished: readonly Move[] = [
  ...handled, { move: 'reply', text: '已清理' }, { move: 'start-check' }, { move: 'record-contact', reached: true, note: '', solved: true, satisfied: true },
  { move: 'pass-check', note: '' },
]

describe('案件流程', () => {
  it('一件诉求经受理、立案、派遣、接办、回复、核查、办结、销号', () => {
    const core = run(newCase(0, null), [...finished, { move: 'archive' }])
    expect(core).toMatchObject({ state: 'archived', outcome: 'solved', closedAt: 1_000, hops: 1 })
  })

  it('没有回访也没有评价的案件不能销号', () => {
    const core = run(newCase(0, null), [...handled, { move: 'reply', text: '好了' }, { move: 'start-check' }, { move: 'pass-check', note: '' }])
    expect(refused(core, { move: 'archive' })).toBe('contact-missing')
  })

  it('办结不等于解决：居民说没解决，结果就记为未解决', () => {
    const closed = run(newCase(0, null), finished)
    expect(run(closed, [{ move: 'rate', solved: false, satisfaction: 1 }]).outcome).toBe('unsolved')
  })

  it('不在手上的单位不能接办，也不能替人回复', () => {
    const core = run(newCase(0, null), handled.slice(0, 3))
    const actor = { id: 'x', rights: new Set<MoveRight>(['case.handle']), units: ['unit-b'] }
    expect(refused(core, { move: 'claim' }, { actor })).toBe('move-not-yours')
  })

  it('派遣两个工作日以后不能再退回', () => {
    const core = run(newCase(0, null), handled.slice(0, 3))
    expect(refused(core, { move: 'return', reason: 'not-my-duty', note: '' }, { workingDaysSince: () => 3 })).toBe('return-too-late')
    expect(run(core, [{ move: 'return', reason: 'not-my-duty', note: '' }])).toMatchObject({ state: 'filed', ownerUnit: null, returns: 1 })
  })

  it('延期要两个人，累计不超过十个工作日，过期不能再申请', () => {
    const core = run(newCase(0, null), [...handled, { move: 'request-extension', workingDays: 6, reason: '等材料' }])
    expect(refused(core, { move: 'approve' })).toBe('approver-is-requester')
    const approved = run(core, [{ move: 'approve' }], { actor: { id: 'other', rights: everyRight, units: [] } })
    expect(approved.extensions).toHaveLength(1)
    expect(refused(approved, { move: 'request-extension', workingDays: 5, reason: '' })).toBe('extension-too-long')
    expect(refused(approved, { move: 'request-extension', workingDays: 1, reason: '' }, { now: 20_000 })).toBe('extension-too-late')
  })

  it('挂账停表，恢复办理后继续', () => {
    const waiting = run(newCase(0, null), [...handled, { move: 'request-suspension', reason: 'season', note: '' }])
    const suspended = run(waiting, [{ move: 'approve' }], { actor: { id: 'other', rights: everyRight, units: [] } })
    expect(suspended).toMatchObject({ state: 'suspended', pauses: [{ from: 1_000, to: null }] })
    expect(run(suspended, [{ move: 'resume', note: '' }], { now: 5_000 })).toMatchObject({ state: 'handling', pauses: [{ from: 1_000, to: 5_000 }] })
  })

  it('区级部门不承接街道呼叫要写明依据', () => {
    const core = run(newCase(0, null), [...handled.slice(0, 2), { move: 'escalate', unitId: 'unit-a', question: '请牵头' }])
    expect(refused(core, { move: 'answer-call', agreed: false, note: '' })).toBe('ground-missing')
    expect(run(core, [{ move: 'answer-call', agreed: true, note: '' }]).state).toBe('handling')
  })

  it('一呼百应：被呼叫的单位认领一次、再答复；没被呼叫的不能认领；再次呼叫要重新回应', () => {
    const called = run(newCase(0, null), [...handled, { move: 'call-all', unitIds: ['unit-b', 'unit-c'], note: '' }])
    const by = (unit: string) => ({ actor: { id: unit, rights: new Set<MoveRight>(['case.handle']), units: [unit] } })
    const claimed = run(called, [{ move: 'claim-all' }], by('unit-b'))
    expect(claimed.claimedUnits).toEqual(['unit-b'])
    expect(refused(claimed, { move: 'claim-all' }, by('unit-b'))).toBe('already-claimed')
    expect(refused(claimed, { move: 'claim-all' }, by('unit-d'))).toBe('not-called')
    expect(possibleMoves(claimed, context(by('unit-b')))).not.toContain('claim-all')
    expect(possibleMoves(claimed, context(by('unit-c')))).toContain('claim-all')
    const answered = run(claimed, [{ move: 'answer-all', note: '到了' }], by('unit-b'))
    expect(answered).toMatchObject({ claimedUnits: ['unit-b'], answeredUnits: ['unit-b'] })
    expect(run(answered, [{ move: 'call-all', unitIds: ['unit-b'], note: '再来' }])).toMatchObject({ claimedUnits: [], answeredUnits: [] })
  })

  it('谁接办，案件就在谁手上；退回、改派以后不再是他的，返工还是他的', () => {
    const worker = { actor: { id: 'worker', rights: new Set<MoveRight>(['case.handle']), units: ['unit-a'] } }
    const dispatched = run(newCase(0, null), [{ move: 'accept' }, { move: 'file', classCode: 'S0101' }, { move: 'dispatch', unitId: 'unit-a' }])
    const claimed = run(dispatched, [{ move: 'claim' }], worker)
    expect(claimed.handledBy).toBe('worker')
    expect(run(claimed, [{ move: 'return', reason: 'not-my-duty', note: '' }], worker).handledBy).toBeNull()
    expect(run(claimed, [{ move: 'redispatch', unitId: 'unit-b', reason: '' }]).handledBy).toBeNull()
    expect(run(run(claimed, [{ move: 'reply', text: '好了' }], worker), [{ move: 'rework', reason: '没好' }]).handledBy).toBe('worker')
  })

  it('子案件没办完，上级案件不能办结', () => {
    const core = run(newCase(0, null), finished.slice(0, -1))
    expect(refused(core, { move: 'pass-check', note: '' }, { openChildren: 1 })).toBe('children-open')
  })

  it('不能并入自己、已结束或已合并的案件；合并后只能撤销合并', () => {
    const core = newCase(0, null)
    const merge: Move = { move: 'merge', into: 'x', consent: '电话同意' }
    for (const survivor of [null, { isOpen: false, isMerged: false, isSelf: false }, { isOpen: true, isMerged: true, isSelf: false }, { isOpen: true, isMerged: false, isSelf: true }]) {
      expect(refused(core, merge, { survivor })).toBe('merge-target-invalid')
    }
    const merged = run(core, [merge], { survivor: { isOpen: true, isMerged: false, isSelf: false } })
    expect(possibleMoves(merged, context())).toEqual(['unmerge'])
    expect(refused(merged, { move: 'accept' })).toBe('case-merged')
    expect(run(merged, [{ move: 'unmerge', reason: '不是同一件事' }])).toEqual(core)
  })

  it('居民说问题还在：核查中退回重办，办结后十五个工作日内重新立案', () => {
    const checking = run(newCase(0, null), finished.slice(0, 6))
    expect(run(checking, [{ move: 'still-there', note: '' }])).toMatchObject({ state: 'handling', reworks: 1 })
    const closed = run(newCase(0, null), finished)
    expect(run(closed, [{ move: 'still-there', note: '' }])).toMatchObject({ state: 'filed', reopens: 1, startedAt: 1_000 })
    expect(refused(closed, { move: 'still-there', note: '' }, { workingDaysSince: () => 16 })).toBe('reopen-too-late')
  })

  it('邻居能重新打开的，本人也一定能；不予受理的、已经重新打开过的、还在办的、销号的，邻居打不开', () => {
    const closed = run(newCase(0, null), finished)
    fc.assert(fc.property(fc.nat(40), fc.constantFrom(0, 1), fc.constantFrom('solved', 'unsolved', 'refused'), fc.constantFrom(...caseStates), (days, reopens, outcome, state) => {
      const core: CaseCore = { ...closed, reopens, outcome, state }
      const may = mayNeighbourReopen(core, () => days)
      expect(may).toBe(state === 'closed' && outcome !== 'refused' && reopens === 0 && days <= FLOW_LIMITS.reopenWithinWorkingDays)
      if (may) expect(refused(core, { move: 'still-there', note: '' }, { workingDaysSince: () => days })).toBe('allowed')
    }))
  })

  it('同一个人不能既申请又批准作废', () => {
    const core = run(newCase(0, null), [{ move: 'request-void', reason: '重复录入' }])
    expect(refused(core, { move: 'approve' })).toBe('approver-is-requester')
    expect(run(core, [{ move: 'approve' }], { actor: { id: 'other', rights: everyRight, units: [] } }).state).toBe('void')
  })

  it('每个状态都有出路，每个操作都有出处', () => {
    for (const name of moveNames) expect(ruleOf(name).from.length, name).toBeGreaterThan(0)
    for (const state of caseStates.filter((one) => STATES[one].isOpen)) {
      expect(moveNames.some((name) => ruleOf(name).from.includes(state)), state).toBe(true)
    }
  })

  it('显示给人的操作都确实被状态和岗位允许', () => {
    fc.assert(
      fc.property(fc.constantFrom(...caseStates), fc.subarray([...everyRight]), (state, rights) => {
        const core = { ...newCase(0, null), state, ownerUnit: 'unit-a' }
        const actor = { id: 'x', rights: new Set(rights), units: ['unit-a'] }
        for (const name of possibleMoves(core, { actor })) {
          expect(ruleOf(name).from).toContain(state)
          expect(MOVES[name].rights.some((right) => actor.rights.has(right))).toBe(true)
        }
      }),
    )
  })
})
