import { expect, test } from 'vitest'
import { DEPTHS, ancestorAt } from './depth.ts'

test('一栋楼在哪个网格、社区、街道；社区没有网格，还是社区自己', () => {
  const building = 'd370305.s002.c01.g001.e01.b012'
  expect((Object.keys(DEPTHS) as (keyof typeof DEPTHS)[]).map((level) => ancestorAt(building, level).split('.').at(-1))).toEqual(['d370305', 's002', 'c01', 'g001', 'e01', 'b012'])
  expect(ancestorAt(`${building}.u1.r301`, 'building')).toBe(building)
  expect(ancestorAt('d370305.s002.c01', 'grid')).toBe('d370305.s002.c01')
})
