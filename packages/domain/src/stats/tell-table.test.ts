import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LEAST_PEOPLE, tellPlaces } from './tell-places.ts'
import { tellTable } from './tell-table.ts'

const VALUES = ['young', 'old', 'very-old', 'unknown']
const PATHS = ['s', 's.a', 's.b', 's.a.x', 's.a.y', 's.a.z', 's.b.x', 's.b.y', 's.c.x', 's.d.x']
const some = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 }))
const streets = fc.array(fc.tuple(fc.constantFrom(...PATHS), fc.tuple(some, some, some, some)), { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map(([path, counts]) => ({ path, counts: Object.fromEntries(VALUES.map((value, at) => [value, counts[at] ?? 0])) })))
type Rows = readonly { readonly path: string; readonly counts: Readonly<Record<string, number>> }[]

/** Places, and who stands in a place but in none within it. */
const placesOf = (rows: Rows) => [...new Set(rows.flatMap(({ path }) => [`${path}.`, ...path.split('.').map((_, at, labels) => labels.slice(0, at + 1).join('.'))]))]
const truth = (rows: Rows, path: string, values: readonly string[]) => rows.filter((row) => (path.endsWith('.') ? `${row.path}.` === path : `${row.path}.`.startsWith(`${path}.`))).reduce((total, { counts }) => total + values.reduce((sum, value) => sum + (counts[value] ?? 0), 0), 0)

/** What screens tell of the same people: all of them, one value, and the sum of two. */
const KINDS: Readonly<Record<string, readonly string[]>> = { ...Object.fromEntries(VALUES.map((value) => [value, [value]])), all: VALUES, elder: ['old', 'very-old'], others: ['young', 'unknown'], 'not-young': ['old', 'very-old', 'unknown'] }
const SUMS = {
  elder: [['all', ...VALUES], ['elder', 'old', 'very-old'], ['others', 'young', 'unknown'], ['all', 'elder', 'others']],
  young: [['all', ...VALUES], ['all', 'young', 'not-young'], ['not-young', 'old', 'very-old', 'unknown']],
}

type Elsewhere = 'elder' | 'young'

function toldOf(rows: Rows, elsewhere: Elsewhere): Map<string, number> {
  const tally = rows.map(({ path, counts }) => ({ path, counts: { all: truth([{ path, counts }], path, VALUES), elder: (counts['old'] ?? 0) + (counts['very-old'] ?? 0), young: counts['young'] ?? 0 } }))
  const [whole, part] = [tellPlaces(tally, ['all']), tellPlaces(tally, [elsewhere, 'all'])]
  const table = tellTable(rows, VALUES, { whole, sum: { values: KINDS[elsewhere] ?? [], told: part } })
  const known = new Map<string, number>()
  for (const path of placesOf(rows)) {
    for (const [kind, teller] of [['all', whole], [elsewhere, part]] as const) { const one = teller(path); if (one) known.set(`${kind} ${path}`, one.count) }
    for (const value of VALUES) { const one = table(path, value); if (one !== null) known.set(`${value} ${path}`, one) }
  }
  return known
}

it('统计表和大屏上的人数放在一起，各处相减、各类相减，都得不出一到九个人', () => {
  fc.assert(fc.property(streets, fc.constantFrom<Elsewhere>('elder', 'young'), (rows, elsewhere) => {
    const known = toldOf(rows, elsewhere)
    const places = placesOf(rows)
    const isInside = (path: string, of: string) => path !== of && (path === `${of}.` || (path.startsWith(`${of}.`) && !path.slice(of.length + 1).includes('.') && path.length > of.length + 1))
    const lines = [
      ...places.flatMap((path) => SUMS[elsewhere].map((sum) => sum.map((kind) => `${kind} ${path}`))),
      ...places.filter((path) => !path.endsWith('.')).flatMap((of) => [...new Set(SUMS[elsewhere].flat())].map((kind) => [of, ...places.filter((path) => isInside(path, of))].map((path) => `${kind} ${path}`))),
    ]
    const valueOf = (key: string) => { const [kind = '', path = ''] = key.split(' '); return truth(rows, path, KINDS[kind] ?? []) }
    // Nobody being there hides nothing, unless not even that is told.
    const isHidden = (key: string) => { const [kind = '', path = ''] = key.split(' '); return kind !== 'all' && kind !== elsewhere && !known.has(`${elsewhere} ${path}`) }
    for (let isNew = true; isNew;) {
      isNew = false
      for (const line of lines) {
        const gaps = line.filter((key) => !known.has(key) && (valueOf(key) > 0 || isHidden(key)))
        const [gap] = gaps
        if (!gap || gaps.length > 1) continue
        known.set(gap, valueOf(gap))
        isNew = true
      }
    }
    for (const [key, value] of known) {
      expect(value, `${key} ${JSON.stringify(rows)}`).toBe(valueOf(key))
      expect(value > 0 && value < LEAST_PEOPLE, `${key} ${JSON.stringify(rows)}`).toBe(false)
    }
  }), { numRuns: 300 })
})

it('够多的照样说：只有一格太少时，只有它和陪着它的不说', () => {
  const row = (path: string, young: number, old: number, unknown: number) => ({ path, counts: { young, old, 'very-old': 0, unknown } })
  const rows = [row('s.a', 200, 90, 40), row('s.b', 300, 60, 30), row('s.c', 150, 80, 4)]
  const table = tellTable(rows, VALUES, { whole: tellPlaces(rows.map(({ path, counts }) => ({ path, counts: { all: truth([{ path, counts }], path, VALUES) } })), ['all']) })
  expect(['s', 's.a', 's.b', 's.c'].map((path) => VALUES.map((value) => table(path, value)))).toEqual([[650, 230, 0, 74], [200, 90, 0, 40], [300, null, 0, null], [150, null, 0, null]])
})
