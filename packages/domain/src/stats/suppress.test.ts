import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST_PEOPLE, suppress } from './suppress.ts'

const tables = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 500 })), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))

type Grid = (number | null)[][]

/** The published table with its margins as one grid. */
function gridOf({ cells, rowTotals, columnTotals, total }: ReturnType<typeof suppress>): Grid {
  return [...cells.map((row, y) => [...row, rowTotals[y] ?? null]), [...columnTotals, total]]
}

/** What somebody can work out: a line with one gap gives it away, again and again. */
function workOut(published: Grid): Grid {
  const grid = published.map((row) => [...row])
  const lines = [
    ...grid.map((row, y) => row.map((_, x) => [y, x] as const)), ...(grid[0] ?? []).map((_, x) => grid.map((__, y) => [y, x] as const)),
  ]
  for (let isNew = true; isNew;) {
    isNew = false
    for (const line of lines) {
      const gaps = line.filter(([y, x]) => grid[y]?.[x] === null)
      const [gap] = gaps
      if (!gap || gaps.length > 1) continue
      const at = line.findIndex(([y, x]) => y === gap[0] && x === gap[1])
      const values = line.map(([y, x]) => grid[y]?.[x] ?? 0)
      const others = values.slice(0, -1).reduce((total, one) => total + one, 0)
      const row = grid[gap[0]]
      if (row) row[gap[1]] = at === line.length - 1 ? others : (values.at(-1) ?? 0) - others
      isNew = true
    }
  }
  return grid
}

describe('关于人的统计', () => {
  it('一到九人的不显示，没有人的写零，十人以上的尽量显示', () => {
    expect(suppress([[25, 3, 40], [60, 70, 80]])).toMatchObject({ cells: [[null, null, 40], [null, null, 80]], rowTotals: [68, 210], columnTotals: [85, 73, 120], total: 278 })
    expect(suppress([[0, 20], [30, 0]])).toMatchObject({ cells: [[0, 20], [30, 0]], total: 50 })
    expect(suppress([])).toEqual({ cells: [], rowTotals: [], columnTotals: [], total: 0 })
  })

  it('显示的都是真数；小于十的一个也不显示，用合计减也推不出任何一个', () => {
    fc.assert(fc.property(tables, (counts) => {
      const published = gridOf(suppress(counts))
      const truth = gridOf(suppress(counts, 0))
      const known = workOut(published)
      for (const [y, row] of truth.entries()) {
        for (const [x, count] of row.entries()) {
          const shown = published[y]?.[x]
          if (shown !== null) expect(shown).toBe(count)
          if (count !== null && count > 0 && count < LEAST_PEOPLE) expect(known[y]?.[x], JSON.stringify(counts)).toBe(null)
          if (shown === null) expect(known[y]?.[x], `${JSON.stringify(counts)} ${y},${x}`).toBe(null)
        }
      }
    }), { numRuns: 500 })
  })

  it('一行或一列里藏起来的合在一起也不少于十人：合计减去看得见的，推不出一个小群体', () => {
    fc.assert(fc.property(tables, (counts) => {
      const published = gridOf(suppress(counts))
      const truth = gridOf(suppress(counts, 0))
      const lines = [...published.map((row, y) => row.map((_, x) => [y, x] as const)), ...(published[0] ?? []).map((_, x) => published.map((__, y) => [y, x] as const))]
      for (const line of lines) {
        const hidden = line.filter(([y, x]) => published[y]?.[x] === null)
        const people = hidden.reduce((total, [y, x]) => total + (truth[y]?.[x] ?? 0), 0)
        const isAllHidden = hidden.length === line.length
        if (hidden.length > 0 && !isAllHidden) expect(people, JSON.stringify(counts)).toBeGreaterThanOrEqual(LEAST_PEOPLE)
      }
    }), { numRuns: 500 })
  })
})
