import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MEDIATION_STEPS } from '@yihu/contracts'
import type { MediationStep, MediationStepName } from '@yihu/contracts'
import { isPerformed, newMediation, nextMediation, possibleSteps, waitingFor } from './flow.ts'
import type { MediationCore } from './flow.ts'

const AT = '2026-05-07T10:00:00+08:00'
const both = newMediation([{ id: 'a', side: 'applicant', consent: 'agreed' }, { id: 'b', side: 'respondent', consent: 'waiting' }], { mediators: ['高调解'], now: 0, by: '桑书记' })
const session: MediationStep = { step: 'hold-session', at: AT, place: '社区', present: '双方', record: '各退一步', documents: [] }
const agree: MediationStep = { step: 'agree', form: 'written', facts: '漏水', liability: '楼上', terms: '赔偿 800 元', performance: '当面给付', documents: [] }

function run(core: MediationCore, steps: readonly MediationStep[]): MediationCore {
  return steps.reduce((present, step, index) => {
    const result = nextMediation(present, step, { now: index + 1, by: '高调解', newId: `n${index}` })
    if (!result.ok) throw new Error(`${step.step}: ${result.code}`)
    return result.core
  }, core)
}

const refused = (core: MediationCore, step: MediationStep): string => {
  const result = nextMediation(core, step, { now: 1, by: 'x', newId: 'n' })
  return result.ok ? 'allowed' : result.code
}

test('各方同意、有记录，才能达成协议；书面协议签字后生效', () => {
  expect(refused(both, agree)).toBe('mediation-consent-missing')
  const willing = run(both, [{ step: 'record-consent', partyId: 'b', agrees: true }])
  expect(refused(willing, agree)).toBe('mediation-session-missing')
  const agreed = run(willing, [session, agree])
  expect(agreed).toMatchObject({ state: 'agreed', agreement: { effectiveAt: null } })
  expect(waitingFor(agreed).step).toBe('attach-signed')
  expect(run(agreed, [{ step: 'attach-signed', documents: ['d'] }]).agreement).toMatchObject({ documents: ['d'], effectiveAt: 1 })
})

test('口头协议当时生效', () => {
  const agreed = run(both, [{ step: 'record-consent', partyId: 'b', agrees: true }, session, { ...agree, form: 'oral' }])
  expect(agreed.agreement?.effectiveAt).toBe(3)
  expect(waitingFor(agreed).step).toBe('follow-up')
  expect(isPerformed(run(agreed, [{ step: 'follow-up', at: AT, performance: 'done', note: '已给付' }]))).toBe(true)
})

test('当事人拒绝的不再调解，改变主意可以继续', () => {
  const unwilling = run(both, [{ step: 'record-consent', partyId: 'b', agrees: false, note: '要起诉' }])
  expect(refused(unwilling, session)).toBe('mediation-refused')
  expect(waitingFor(unwilling).step).toBe('fail')
  expect(run(unwilling, [{ step: 'record-consent', partyId: 'b', agrees: true }, session]).sessions).toHaveLength(1)
})

test('只有一方当事人、没有调解员，都谈不成协议', () => {
  const alone = newMediation([{ id: 'a', side: 'applicant', consent: 'agreed' }], { mediators: [], now: 0, by: 'x' })
  expect(refused(alone, session)).toBe('mediation-mediator-missing')
  expect(refused(run(alone, [{ step: 'assign', mediators: ['高调解'] }, session]), agree)).toBe('mediation-parties-missing')
})

const forms: Record<MediationStepName, fc.Arbitrary<MediationStep>> = {
  'add-party': fc.record({ step: fc.constant('add-party' as const), party: fc.record({ side: fc.constantFrom('applicant' as const, 'respondent' as const), name: fc.constant('甲'), agrees: fc.boolean() }) }),
  'record-consent': fc.record({ step: fc.constant('record-consent' as const), partyId: fc.constantFrom('a', 'b'), agrees: fc.boolean() }),
  amend: fc.constant({ step: 'amend', title: 't', kind: 'other', facts: 'f', reason: 'r' }), 'amend-party': fc.record({ step: fc.constant('amend-party' as const), partyId: fc.constantFrom('a', 'b'), reason: fc.constant('r') }),
  assign: fc.constant({ step: 'assign', mediators: ['高调解'] }), 'hold-session': fc.constant(session), agree: fc.constantFrom(agree, { ...agree, form: 'oral' as const }),
  'attach-signed': fc.constant({ step: 'attach-signed', documents: ['d'] }), fail: fc.constant({ step: 'fail', reason: 'x', isTold: true }),
  'to-court': fc.constant({ step: 'to-court', reason: 'x', court: 'y' }), 'follow-up': fc.constant({ step: 'follow-up', at: AT, performance: 'partly', note: 'x' }),
}

test('怎么走都一样：没有各方同意就没有协议，结束的卷宗不再调解，能做的才显示', () => {
  fc.assert(fc.property(fc.array(fc.oneof(...Object.values(forms)), { maxLength: 25 }), (steps) => {
    let core = both
    for (const step of steps) {
      const offered = possibleSteps(core).map((one) => one.step)
      const result = nextMediation(core, step, { now: 1, by: 'x', newId: `n${core.parties.length}` })
      if (!result.ok) continue
      expect(offered).toContain(step.step)
      if (result.core.state === 'agreed') expect(result.core.parties.every(({ consent }) => consent === 'agreed')).toBe(true)
      if (core.state !== 'open') expect(result.core.sessions).toEqual(core.sessions)
      expect((result.core.agreement !== null) === (result.core.state === 'agreed')).toBe(true)
      expect(result.core.history).toHaveLength(core.history.length + 1)
      core = result.core
    }
  }))
  expect(Object.keys(forms).toSorted()).toEqual(Object.keys(MEDIATION_STEPS).toSorted())
})
