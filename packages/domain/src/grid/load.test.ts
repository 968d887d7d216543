import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadOf, spreadWork, weightOf } from './load.ts'

const id = fc.integer({ min: 0, max: 9999 }).map(String)
const pieces = fc.uniqueArray(fc.record({ id, load: fc.integer({ min: 0, max: 400 }) }), { maxLength: 30, selector: (one) => one.id })
const neighbours = fc.uniqueArray(fc.record({ id, load: fc.integer({ min: 0, max: 2000 }) }), { minLength: 1, maxLength: 8, selector: (one) => one.id })

it('顶岗分得公平：每一处都有人接，谁都不比最轻的多出最大的一处（原来就重的不再加），换个次序分得一样', () => {
  fc.assert(fc.property(pieces, neighbours, (work, people) => {
    const taken = spreadWork(work, people)
    expect([...taken.keys()].toSorted()).toEqual(work.map((one) => one.id).toSorted())
    const after = new Map(people.map((one) => [one.id, one.load + work.filter((piece) => taken.get(piece.id) === one.id).reduce((sum, { load }) => sum + load, 0)]))
    const [least, largest] = [Math.min(...after.values()), Math.max(0, ...work.map(({ load }) => load))]
    for (const { id: who, load } of people) expect(after.get(who) ?? 0).toBeLessThanOrEqual(Math.max(load, least + largest))
    expect(new Map([...spreadWork(work.toReversed(), people.toReversed())].toSorted())).toEqual(new Map([...taken].toSorted()))
  }))
  expect(() => spreadWork([], [])).toThrow(RangeError)
  expect(loadOf({ households: 350, visited: 20, openCases: 3 })).toBe(480)
})

it('比中间的网格多一半以上是偏重，不到一半是偏轻', () => {
  expect([151, 150, 50, 49].map((load) => weightOf(load, 100))).toEqual(['heavy', 'usual', 'usual', 'light'])
})
