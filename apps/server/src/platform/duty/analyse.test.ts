import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'
import type { Terrain } from './analyse.ts'
import { choose, rank } from './choose.ts'
import type { DutyRule, UnitBook } from './choose.ts'
import { rule } from './rule.fixture.ts'

const CLASSES = ['A', 'A01', 'A0101', 'A0102', 'S', 'S01', 'S02']
const PLACES = ['d1.s1', 'd1.s1.c1', 'd1.s1.c1.g1', 'd1.s1.c1.g2', 'd1.s1.c2', 'd1.s1.c2.g3']
const units: UnitBook = {
  nameOf: (id) => (id === 'closed' ? null : id),
  unitAt: (kind, path) => (path.split('.').length < 3 ? null : kind === 'property' ? (path.includes('c1.g1') ? 'firm' : null) : `at-${path.split('.')[2]}`),
  areaName: (path) => path,
  className: (code) => code,
}
const terrain: Terrain = { classes: CLASSES, places: PLACES, units }

const drawn = fc.array(
  fc.record({
    classPrefix: fc.constantFrom('', 'A', 'A01', 'A0101', 'A0102', 'S', 'S01', 'X9'),
    areaPath: fc.constantFrom('d1.s1', 'd1.s1.c1', 'd1.s1.c1.g1', 'd1.s1.c2', 'd1.s1.c9'),
    hours: fc.constantFrom<'always' | 'service'>('always', 'service'),
    priority: fc.integer({ min: 0, max: 1 }),
    target: fc.oneof(
      fc.constantFrom('u1', 'u2', 'at-c1', 'closed').map((unitId) => ({ kind: 'unit' as const, unitId })),
      fc.constantFrom<DutyRule['target']>({ kind: 'communityOf' }, { kind: 'gridOf' }, { kind: 'propertyOf' }),
    ),
  }),
  { maxLength: 10 },
).map((list) => list.map((given, at) => rule({ ...given, id: `r${at}` })))

/** Every single case there could be. */
const questions = CLASSES.flatMap((classCode) => PLACES.flatMap((path) => [true, false].map((isServiceTime) => ({ classCode, path, isServiceTime, units }))))

describe('规则检查', () => {
  it('同样具体却派给不同单位的两条规则相互冲突', () => {
    const rules = [rule({ id: 'a' }), rule({ id: 'b', target: { kind: 'unit', unitId: 'u2' } })]
    expect(analyse(rules, terrain)).toMatchObject({ overlaps: [['a', 'b']], shadowed: [] })
  })

  it('写法不同但派给同一单位的规则不算冲突，多余的那条用不上', () => {
    const rules = [rule({ id: 'a', areaPath: 'd1.s1.c1', target: { kind: 'communityOf' } }), rule({ id: 'b', areaPath: 'd1.s1.c1', target: { kind: 'unit', unitId: 'at-c1' } })]
    expect(analyse(rules, terrain)).toMatchObject({ overlaps: [], shadowed: [{ id: 'b', by: ['a'] }] })
  })

  it('每个子类都有更具体的规则时，上级分类的规则用不上', () => {
    const each = ['A', 'A01', 'A0101', 'A0102'].map((classPrefix) => rule({ id: `on-${classPrefix}`, classPrefix, priority: 5 }))
    expect(analyse([...each, rule({ id: 'old', classPrefix: 'A' })], terrain).shadowed).toEqual([{ id: 'old', by: expect.arrayContaining(['on-A', 'on-A0101']) as string[] }])
  })

  it('分类、区域、单位不存在的规则已经失效', () => {
    const rules = [
      rule({ id: 'class', classPrefix: 'X9' }), rule({ id: 'area', areaPath: 'd1.s1.c9' }), rule({ id: 'unit', target: { kind: 'unit', unitId: 'closed' } }), rule({ id: 'ok' }),
    ]
    expect(analyse(rules, terrain).dead).toEqual([{ id: 'class', what: 'class' }, { id: 'area', what: 'area' }, { id: 'unit', what: 'unit' }])
  })

  it('说出没有规则管的分类和地方', () => {
    expect(analyse([rule({ classPrefix: 'A' }), rule({ id: 'r2', classPrefix: 'S', areaPath: 'd1.s1.c1' })], terrain).uncovered)
      .toEqual([{ classes: ['S', 'S01', 'S02'], places: ['d1.s1', 'd1.s1.c2', 'd1.s1.c2.g3'] }])
  })

  it('与逐件派遣的结果完全一致：用不上的规则一件也拿不到，没人管的一件也派不出，冲突的确有不分上下的一件', () => {
    fc.assert(fc.property(drawn, (rules) => {
      const found = analyse(rules, terrain)
      const won = new Set(questions.flatMap((question) => choose(rules, question)?.ruleId ?? []))
      for (const { id } of [...found.shadowed, ...found.dead]) expect(won.has(id)).toBe(false)
      const told = new Set([...found.shadowed.map(({ id }) => id), ...found.dead.map(({ id }) => id), ...found.overlaps.flat()])
      for (const { id } of rules) if (!won.has(id)) expect(told.has(id)).toBe(true)
      const gaps = new Set(found.uncovered.flatMap(({ classes, places }) => classes.flatMap((code) => places.map((path) => `${code} ${path}`))))
      for (const question of questions) expect(gaps.has(`${question.classCode} ${question.path}`)).toBe(choose(rules, question) === null)
      const tied = new Set(found.overlaps.flat())
      for (const question of questions) {
        const choice = choose(rules, question)
        const rivals = rank(rules, question).filter((other) => other.unitId !== choice?.unitId && isEqual(other.rule, rules.find(({ id }) => id === choice?.ruleId)))
        if (choice && rivals.length > 0) for (const id of [choice.ruleId, ...rivals.map((one) => one.rule.id)]) expect(tied.has(id)).toBe(true)
      }
      for (const group of found.overlaps) expect(new Set(group.map((id) => JSON.stringify(rankOf(rules, id)))).size).toBe(1)
    }), { numRuns: 300 })
  })
})

const rankOf = (rules: readonly DutyRule[], id: string) => {
  const found = rules.find((one) => one.id === id)
  return found && [found.classPrefix, found.areaPath, found.hours, found.priority]
}

function isEqual(a: DutyRule, b: DutyRule | undefined): boolean {
  return b !== undefined && a.classPrefix === b.classPrefix && a.areaPath === b.areaPath && a.hours === b.hours && a.priority === b.priority
}
