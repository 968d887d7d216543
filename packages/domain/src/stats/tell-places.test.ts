import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coarse, LEAST_PEOPLE, tellPlaces } from './tell-places.ts'
import type { PeopleRow } from './tell-places.ts'

const people = fc.record({ all: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 900 })), share: fc.double({ min: 0, max: 1, noNaN: true }), inner: fc.double({ min: 0, max: 1, noNaN: true }) })
/** Three levels, with people also where there are places within. */
const streets = fc.array(fc.tuple(fc.constantFrom('s', 's.a', 's.b', 's.a.x', 's.a.y', 's.a.z', 's.b.x', 's.b.y', 's.c.x', 's.c.y', 's.d.x'), people), { minLength: 1, maxLength: 14 })
  .map((rows) => rows.map(([path, { all, share, inner }]): PeopleRow => {
    const members = Math.round(all * share)
    return { path, counts: { all, members, covered: Math.round(members * inner) } }
  }))

const CHAINS = [['all'], ['members', 'all'], ['covered', 'members', 'all']]

/** Every sum that is told, as an equation over who lives where: what somebody can subtract. */
function equationsOf(rows: readonly PeopleRow[]): Map<string, number> {
  const known = new Map<string, number>()
  for (const chain of CHAINS) {
    const tell = tellPlaces(rows, chain)
    for (const path of pathsOf(rows)) {
      const told = tell(path)
      const [part = '', whole] = chain
      if (told) known.set(`${part} ${path}`, told.count)
      if (told && whole) known.set(`${whole} ${path}`, told.whole)
    }
  }
  return known
}

const pathsOf = (rows: readonly PeopleRow[]) => [...new Set(rows.flatMap(({ path }) => path.split('.').map((_, at, labels) => labels.slice(0, at + 1).join('.'))))]
const within = (rows: readonly PeopleRow[], path: string) => rows.filter((row) => `${row.path}.`.startsWith(`${path}.`))
const sum = (rows: readonly PeopleRow[], of: string) => rows.reduce((total, { counts }) => total + (counts[of] ?? 0), 0)

/** For each place: it, the places next below, and who is in none of them. The last of them is the sum of the others. */
function linesOf(rows: readonly PeopleRow[]): string[][] {
  return pathsOf(rows).map((path) => [...pathsOf(rows).filter((one) => one.startsWith(`${path}.`) && !one.slice(path.length + 1).includes('.')), ...(rows.some((row) => row.path === path) ? [`${path}.`] : []), path])
}

const truthOf = (rows: readonly PeopleRow[], key: string) => {
  const [of = '', path = ''] = key.split(' ')
  return sum(path.endsWith('.') ? rows.filter((row) => `${row.path}.` === path) : within(rows, path), of)
}

/** Subtracts as long as something new comes out. */
function workOut(rows: readonly PeopleRow[]): Map<string, number> {
  const known = equationsOf(rows)
  const lines = linesOf(rows).flatMap((line) => ['all', 'members', 'covered'].map((of) => line.map((path) => `${of} ${path}`)))
  for (let isNew = true; isNew;) {
    isNew = false
    for (const line of lines) {
      // A place without anybody hides nothing: suppose it is known.
      const gaps = line.filter((key) => !known.has(key) && truthOf(rows, key) > 0)
      const [gap] = gaps
      if (!gap || gaps.length > 1) continue
      known.set(gap, truthOf(rows, gap))
      isNew = true
    }
  }
  return known
}

it('说出来的人数、各处相减、整体减部分，都得不出一到九个人', () => {
  fc.assert(fc.property(streets, (rows) => {
    const known = workOut(rows)
    for (const [key, value] of known) {
      expect(value, `${key} ${JSON.stringify(rows)}`).toBe(truthOf(rows, key))
      expect(value > 0 && value < LEAST_PEOPLE, `${key} ${JSON.stringify(rows)}`).toBe(false)
    }
    for (const [part, whole] of [['members', 'all'], ['covered', 'members'], ['covered', 'all']]) {
      for (const path of pathsOf(rows)) {
        const [some, all] = [known.get(`${part} ${path}`), known.get(`${whole} ${path}`)]
        if (some === undefined || all === undefined) continue
        expect(all - some > 0 && all - some < LEAST_PEOPLE, `${whole} − ${part} ${path} ${JSON.stringify(rows)}`).toBe(false)
      }
    }
  }), { numRuns: 400 })
})

it('够多的地方照样说；一个小地方藏起来，旁边最小的陪着它', () => {
  const rows = [['s.a', 500], ['s.b', 300], ['s.c', 40], ['s.d', 4]].map(([path, all]) => ({ path: String(path), counts: { all: Number(all) } }))
  const tell = tellPlaces(rows, ['all'])
  expect(['s', 's.a', 's.b', 's.c', 's.d', 's.e'].map((path) => tell(path)?.count ?? null)).toEqual([844, 500, 300, null, null, null])
})

it('以前的人数取整到十，占比取整到相当于十个人的步子，两天相减看不出来了谁、走了谁', () => {
  expect([coarse(103, null), coarse(106, null), coarse(33.4, 20), coarse(33.4, 646), coarse(33.4, 73_000)]).toEqual([100, 110, 50, 34, 33])
})
