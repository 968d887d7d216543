import { describe, expect, it } from 'vitest'

import { appealClasses } from './appeals.ts'
import { partsAndEvents } from './gbt30428.ts'
import { keywords } from './keywords.ts'
import { stageLimits, UNIT_KINDS } from './schema.ts'

const classes = [...partsAndEvents, ...appealClasses]
const byCode = new Map(classes.map(row => [row.code, row]))

/** The class of a code, for assertions. */
function classOf(code: string) {
  const found = byCode.get(code)
  if (found === undefined) throw new Error(`no class ${code}`)
  return found
}

describe('目录分类', () => {
  it('每个编码只出现一次', () => {
    expect(byCode.size).toBe(classes.length)
  })

  it('每个小类都有上级，且上级种类相同', () => {
    for (const row of classes) {
      const parent = row.code.length === 3 ? null : row.code.slice(0, -2)
      expect(row.parent, row.code).toBe(parent)
      if (parent !== null) expect(classOf(parent).kind, row.code).toBe(row.kind)
    }
  })

  it('每个分类都有主管单位、立案结案条件和各环节时限', () => {
    for (const row of classes) {
      expect(UNIT_KINDS, row.code).toHaveProperty(row.unit)
      expect(row.filing.length, row.code).toBeGreaterThan(5)
      expect(row.closing.length, row.code).toBeGreaterThan(3)
      expect(row.basis, row.code).toMatch(/样例|默认值/)
      expect(() => stageLimits.parse(row.limits), row.code).not.toThrow()
    }
  })

  it('同一上级之下名称不重复', () => {
    const named = classes.map(row => `${row.parent ?? row.kind}/${row.name}`)
    expect(new Set(named).size).toBe(named.length)
  })

  it('部件和事件与国标2013版大类齐全', () => {
    const majors = partsAndEvents.filter(row => row.parent === null).map(row => row.code)
    expect(majors).toEqual([
      'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B21',
      'S01', 'S02', 'S03', 'S04', 'S05', 'S21',
    ])
    const minors = (major: string) => partsAndEvents.filter(row => row.parent === major).length
    expect(['B01', 'B02', 'B03', 'B04', 'B05', 'B06'].map(minors)).toEqual([38, 17, 10, 10, 2, 5])
    expect(['S01', 'S02', 'S03', 'S04', 'S05'].map(minors)).toEqual([19, 5, 6, 10, 14])
  })

  it('公开样例的时限与来源一致', () => {
    expect(classOf('S0101').limits.handle).toEqual({ amount: 4, unit: 'working-hour' })
    expect(classOf('S0101').phases.map(phase => phase.limit.amount)).toEqual([4, 7, 20])
    expect(classOf('S0102').limits.handle).toEqual({ amount: 4, unit: 'working-hour' })
    expect(classOf('S0105').limits.handle).toEqual({ amount: 15, unit: 'working-day' })
    expect(classOf('S0407').limits.handle).toEqual({ amount: 4, unit: 'working-hour' })
  })

  it('分阶段办理的第一阶段就是处置时限', () => {
    for (const row of classes.filter(({ phases }) => phases.length > 0))
      expect(row.phases[0]?.limit, row.code).toEqual(row.limits.handle)
  })

  it('没有特别规定的诉求五个工作日办结', () => {
    expect(classOf('A010201').limits.handle).toEqual({ amount: 5, unit: 'working-day' })
  })

  it('反映工作人员作风的诉求由街道办理，不回到社区', () => {
    for (const row of appealClasses.filter(({ code }) => code.startsWith('A15'))) expect(row.unit, row.code).toBe('street')
  })
})

describe('关键词', () => {
  it('至少八十个分类各有四个以上不重复的词', () => {
    expect(keywords.length).toBeGreaterThanOrEqual(80)
    expect(new Set(keywords.map(({ code }) => code)).size).toBe(keywords.length)
    for (const { code, words } of keywords) {
      expect(byCode.has(code), code).toBe(true)
      expect(new Set(words.map(({ word }) => word)).size, code).toBe(words.length)
    }
  })
})
