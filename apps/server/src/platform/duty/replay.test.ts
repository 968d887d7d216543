import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DutyRule, UnitBook } from './choose.ts'
import { createDutyTable } from './current.ts'
import type { PastCase } from './past.ts'
import { pastOf } from './past.ts'
import { propose } from './propose.ts'
import { replay } from './replay.ts'
import { rule } from './rule.fixture.ts'

const units: UnitBook = {
  nameOf: (id) => id,
  unitAt: (_kind, path) => (path.split('.').length < 3 ? null : `at-${path.split('.')[2]}`),
  areaName: (path) => path,
  className: (code) => code,
}
const net = rule({ id: 'net', target: { kind: 'communityOf' } })
const past = (given: Partial<PastCase>): PastCase => ({
  id: 'c', number: '1', title: '', classCode: 'S0504', path: 'd1.s1.c1.g1', at: 0, first: 'urban', isReturned: false, finished: 'urban', ...given,
})
const urban = rule({ id: 'urban', classPrefix: 'S05', target: { kind: 'unit', unitId: 'urban' } })
const clean = rule({ id: 'clean', classPrefix: 'S0504', target: { kind: 'unit', unitId: 'clean' } })
const run = (cases: readonly PastCase[], before: readonly DutyRule[], after: readonly DutyRule[]) =>
  replay(cases, { before: createDutyTable(before), after: createDutyTable(after), units, isServiceTime: () => true, pause: async () => undefined })

const anyCase = fc.record({
  classCode: fc.constantFrom('S0504', 'S0501', 'A01', 'S01'), path: fc.constantFrom('d1.s1', 'd1.s1.c1.g1', 'd1.s1.c2'), isReturned: fc.boolean(),
  first: fc.constantFrom('urban', 'clean', 'at-c1'), finished: fc.constantFrom('urban', 'clean', 'at-c1', null),
}).map((given) => past(given))

describe('试算', () => {
  it('规则一样，什么都不会变', () =>
    fc.assert(fc.asyncProperty(fc.array(anyCase, { maxLength: 40 }), async (cases) => {
      const result = await run(cases, [urban, clean, net], [net, clean, urban])
      expect(result.diverted).toEqual([])
      for (const { before, after } of [...result.units, ...result.rules, result.right, result.auto]) expect(after).toBe(before)
    })))

  it('各单位的变化加起来等于会换单位的件数，单位与规则的合计一致', () =>
    fc.assert(fc.asyncProperty(fc.array(anyCase, { maxLength: 40 }), async (cases) => {
      const { diverted, units: byUnit, rules } = await run(cases, [urban, net], [urban, clean, net])
      const sum = (list: readonly { before: number; after: number }[], side: 'before' | 'after') => list.reduce((total, one) => total + one[side], 0)
      expect(byUnit.reduce((total, { before, after }) => total + Math.max(0, after - before), 0)).toBe(diverted.filter(({ after }) => after !== null).length)
      for (const side of ['before', 'after'] as const) expect(sum(byUnit, side)).toBe(sum(rules, side))
      expect(diverted.every(({ past: one }) => one.classCode === 'S0504')).toBe(true)
    })))

  it('从派遣和退回的经过看出先派给谁、退没退、谁办结', () => {
    const file = { id: 'c', number: '1', title: '', classCode: 'S01', path: 'd1.s1.c1', state: 'archived', ownerUnit: 'b' }
    const hop = (kind: string, to: string | null) => ({ kind, at: 5, to })
    expect(pastOf({ ...file, hops: [hop('dispatch', 'a'), hop('return', null), hop('dispatch', 'b')] })).toMatchObject({ first: 'a', isReturned: true, finished: 'b' })
    expect(pastOf({ ...file, state: 'handling', hops: [hop('dispatch', 'a'), hop('redispatch', 'b')] })).toMatchObject({ first: 'a', isReturned: false, finished: null })
    expect(pastOf({ ...file, hops: [hop('return', null)] })).toBeNull()
  })
})

describe('退回教规则', () => {
  const returned = (finished: string, path: string, id: string) => past({ id, isReturned: true, finished, path })
  const ask = (cases: readonly PastCase[], rules = [urban, net]) => propose(cases, { table: createDutyTable(rules), units, setPath: 'd1.s1' })
  const street = ['c1', 'c2', 'c3'].map((label) => `d1.s1.${label}.g1`)

  it('各社区的都由自己社区办结：建议派给事发地所在社区，管整个街道', () => {
    expect(ask(street.map((path) => returned(`at-${path.split('.')[2]}`, path, path)))).toMatchObject([{ areaPath: 'd1.s1', target: { kind: 'communityOf' }, ruleId: null, kept: 0 }])
  })

  it('都由同一个单位办结：建议派给它；只有两件不建议', () => {
    const cases = street.map((path) => returned('clean', path, path))
    expect(ask(cases)).toMatchObject([{ areaPath: 'd1.s1', target: { kind: 'unit', unitId: 'clean' }, moved: [{}, {}, {}] }])
    expect(ask(cases.slice(1))).toEqual([])
  })

  it('正好有这条规则时建议改它，规则已经这样派时不再建议', () => {
    const cases = street.map((path) => returned('clean', path, path))
    expect(ask(cases, [rule({ id: 'exact', classPrefix: 'S0504', target: { kind: 'unit', unitId: 'urban' } })])).toMatchObject([{ ruleId: 'exact' }])
    expect(ask(cases, [clean])).toEqual([])
  })

  it('整个街道多数自己办结、一个社区总是退回：只建议改那个社区', () => {
    const kept = Array.from({ length: 9 }, (_, i) => past({ id: `k${i}`, path: 'd1.s1.c9.g1' }))
    const passed = [1, 2, 3].map((i) => returned('clean', 'd1.s1.c1.g1', `r${i}`))
    expect(ask([...kept, ...passed, returned('clean', 'd1.s1.c2.g1', 'other')])).toMatchObject([{ areaPath: 'd1.s1.c1', kept: 0, moved: [{}, {}, {}] }])
  })
})
