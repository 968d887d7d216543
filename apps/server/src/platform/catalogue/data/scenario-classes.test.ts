import { SCENARIOS, UNITS } from '@yihu/scenarios'
import { expect, it } from 'vitest'
import { appealClasses } from './appeals.ts'
import { partsAndEvents } from './gbt30428.ts'
import { UNIT_KINDS } from './schema.ts'

const classes = new Map([...partsAndEvents, ...appealClasses].map((one) => [one.code, one]))
const codes = SCENARIOS.flatMap(({ name, classCode, classOf = {} }) => [classCode, ...Object.values(classOf)].map((code) => ({ name, code })))

it('每个场景立的案件都有分类可归，归到小类', () => {
  expect(codes.filter(({ code }) => !classes.has(code))).toEqual([])
  const groups = new Set([...classes.values()].map(({ parent }) => parent))
  expect(codes.filter(({ code }) => groups.has(code))).toEqual([])
})

it('场景说的责任单位与分类目录说的是同一种单位', () => {
  const kinds: Readonly<Record<string, string>> = UNIT_KINDS
  expect(Object.entries(UNITS).filter(([kind, name]) => kinds[kind] !== name)).toEqual([])
})

it('场景给的时限不比分类目录的处置时限松', () => {
  // A working day of eight hours is a day round the clock.
  const hours = { 'urgent-hour': 1, 'working-hour': 3, 'working-day': 24 } as const
  const looser = SCENARIOS.flatMap(({ name, classCode, deadline }) => {
    const handle = classes.get(classCode)?.limits.handle
    return handle && deadline.amount * hours[deadline.unit] > handle.amount * hours[handle.unit] ? [`${name} ${deadline.amount} ${deadline.unit} > ${handle.amount} ${handle.unit}`] : []
  })
  expect(looser).toEqual([])
})
