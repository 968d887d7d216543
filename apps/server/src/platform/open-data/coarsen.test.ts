import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byGrid, coarsen, groupOf, LEAST_PLACES } from './coarsen.ts'

const place = (code: string) => ({ code, name: code, point: null })
const row = fc.record({
  day: fc.constantFrom('2026-04-30', '2026-05-01', '2026-05-02'), at: fc.constantFrom('a1', 'a2', 'b1'), classCode: fc.constantFrom('S0101', 'S0102', 'B0101'), reports: fc.integer({ min: 1, max: 4 }),
}).map(({ at, ...one }) => ({ ...one, grid: place(at), community: place(at.charAt(0)), className: one.classCode, ended: one.reports - 1 }))
const total = (rows: readonly { readonly reports: number; readonly ended: number }[]) => rows.reduce((sum, { reports, ended }) => sum + 1000 * reports + ended, 0)

it('公开的每一格（月、网格、大类）至少三件，不够的归到社区，一件也不多、不少', () => {
  fc.assert(fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
    const open = coarsen(rows)
    const cells = Map.groupBy(open.filter(({ grid }) => grid), ({ day, grid, classCode }) => `${day.slice(0, 7)} ${grid?.code} ${groupOf(classCode)}`)
    for (const cell of cells.values()) expect(cell.reduce((sum, { reports }) => sum + reports, 0)).toBeGreaterThanOrEqual(LEAST_PLACES)
    for (const [key, before] of Map.groupBy(rows, ({ day, community, classCode }) => `${day} ${community.code} ${classCode}`)) {
      expect(total(open.filter(({ day, community, classCode }) => `${day} ${community.code} ${classCode}` === key)), key).toBe(total(before))
    }
    expect(total(open)).toBe(total(rows))
    for (const { reports } of byGrid(rows)) expect(reports).toBeGreaterThanOrEqual(LEAST_PLACES)
  }))
})
