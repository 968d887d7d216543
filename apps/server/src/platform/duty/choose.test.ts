import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithin } from '../../kernel/db/index.ts'
import { choose, specificity } from './choose.ts'
import type { DutyQuestion, UnitBook } from './choose.ts'
import { rule } from './rule.fixture.ts'

const units: UnitBook = {
  nameOf: (id) => (id === 'closed' ? null : `单位${id}`),
  unitAt: (kind, path) => `${kind}@${path.split('.').slice(0, 3).join('.')}`,
  areaName: () => '雪宫街道',
  className: (code) => code,
}

function ask(given: Partial<DutyQuestion> = {}): DutyQuestion {
  return { classCode: 'S0102', path: 'd1.s1.c1.g1', isServiceTime: true, units, ...given }
}

describe('派遣', () => {
  it('分类更具体的规则先于范围更小的规则', () => {
    const byClass = rule({ id: 'a', classPrefix: 'S0102', target: { kind: 'unit', unitId: 'clean' } })
    const byArea = rule({ id: 'b', areaPath: 'd1.s1.c1', target: { kind: 'unit', unitId: 'community' } })
    expect(choose([byArea, byClass], ask())).toMatchObject({ unitId: 'clean', isAuto: true, alternatives: [{ unitId: 'community', reason: '规则对应的分类较宽' }] })
  })

  it('分类同样具体时，范围更小的规则先', () => {
    const wide = rule({ id: 'a', classPrefix: 'S01', target: { kind: 'unit', unitId: 'street' } })
    const near = rule({ id: 'b', classPrefix: 'S01', areaPath: 'd1.s1.c1', target: { kind: 'communityOf' } })
    expect(choose([wide, near], ask())?.unitId).toBe('community@d1.s1.c1')
  })

  it('非工作时间先派给随时负责的单位', () => {
    const office = rule({ id: 'a', hours: 'service', target: { kind: 'unit', unitId: 'office' } })
    const watch = rule({ id: 'b', target: { kind: 'unit', unitId: 'watch' } })
    expect(choose([office, watch], ask())?.unitId).toBe('office')
    expect(choose([office, watch], ask({ isServiceTime: false }))?.unitId).toBe('watch')
  })

  it('非工作时间职责不变：没有同样具体的值守规则时仍派给主管单位，上班后办理', () => {
    const clean = rule({ id: 'a', classPrefix: 'S0102', hours: 'service', target: { kind: 'unit', unitId: 'clean' } })
    const choice = choose([clean, rule({ id: 'b' })], ask({ isServiceTime: false }))
    expect(choice?.unitId).toBe('clean')
    expect(choice?.ruleText).toContain('上班后办理')
  })

  it('没有物业的小区由社区代管', () => {
    const none: UnitBook = { ...units, unitAt: (kind, path) => (kind === 'property' ? null : units.unitAt(kind, path)) }
    const choice = choose([rule({ target: { kind: 'propertyOf' } })], ask({ units: none }))
    expect(choice).toMatchObject({ unitId: 'community@d1.s1.c1', ruleText: '雪宫街道的各类事项由单位community@d1.s1.c1（事发地所在社区代管）负责。' })
  })

  it('两条规则不分上下时不自动派遣，并列出另一个单位', () => {
    const both = [rule({ id: 'b', target: { kind: 'unit', unitId: 'u2' } }), rule({ id: 'a', target: { kind: 'unit', unitId: 'u1' } })]
    const choice = choose(both, ask())
    expect(choice).toMatchObject({ unitId: 'u1', isAuto: false, alternatives: [{ unitId: 'u2', reason: '规则同样适用，请核对后派遣' }] })
    expect(choice?.confidence).toBeLessThan(0.5)
  })

  it('停用的单位不派，改派下一条规则的单位', () => {
    const closed = rule({ id: 'a', classPrefix: 'S01', target: { kind: 'unit', unitId: 'closed' } })
    expect(choose([closed, rule({ id: 'b' })], ask())?.unitId).toBe('u1')
    expect(choose([closed], ask())).toBeNull()
  })

  it('常被退回的规则把握变小，不再自动派遣', () => {
    const good = choose([rule({ classPrefix: 'S0102', used: 100, returns: 1 })], ask())
    const bad = choose([rule({ classPrefix: 'S0102', used: 100, returns: 60 })], ask())
    expect(good).toMatchObject({ isAuto: true })
    expect(bad).toMatchObject({ isAuto: false })
    expect(bad?.confidence).toBeLessThan(good?.confidence ?? 0)
  })

  it('编号相近的社区不会混淆', () => {
    expect(isWithin('d1.s1.c11.g1', 'd1.s1.c1')).toBe(false)
    expect(choose([rule({ areaPath: 'd1.s1.c1' })], ask({ path: 'd1.s1.c11' }))).toBeNull()
  })

  it('理由写成一句能看懂的话', () => {
    expect(choose([rule({ classPrefix: 'S0102', note: '权责清单第 12 项' })], ask())?.ruleText).toBe('雪宫街道的“S0102”由单位u1负责；依据：权责清单第 12 项。')
  })

  it('结果与规则的先后无关，且没有更具体的规则被漏掉', () => {
    const anyRule = fc.record({
      classPrefix: fc.constantFrom('', 'S', 'S01', 'S0102', 'A'),
      areaPath: fc.constantFrom('d1', 'd1.s1', 'd1.s1.c1', 'd1.s1.c1.g1', 'd1.s1.c11'),
      hours: fc.constantFrom<'always' | 'service'>('always', 'service'),
      priority: fc.integer({ min: 0, max: 2 }),
      unitId: fc.constantFrom('u1', 'u2', 'u3', 'closed'),
    })
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 12 }), fc.boolean(), fc.nat(), (drawn, isServiceTime, turn) => {
        const rules = drawn.map(({ unitId, ...given }, i) => rule({ ...given, id: `r${String(i).padStart(2, '0')}`, target: { kind: 'unit', unitId } }))
        const shuffled = rules.map((_, i) => rules[(i + turn) % rules.length]).filter((r) => r !== undefined).toReversed()
        const question = ask({ isServiceTime })
        const choice = choose(rules, question)
        expect(choose(shuffled, question)).toEqual(choice)
        const usable = rules.filter((r) => r.target.kind === 'unit' && r.target.unitId !== 'closed' && 'S0102'.startsWith(r.classPrefix)
          && isWithin('d1.s1.c1.g1', r.areaPath))
        const chosen = usable.find((r) => r.id === choice?.ruleId)
        expect(choice === null).toBe(usable.length === 0)
        if (chosen) expect(usable.every((r) => specificity(chosen, r, question) <= 0)).toBe(true)
      }),
    )
  })
})
