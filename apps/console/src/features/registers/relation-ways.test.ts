import { expect, test } from 'vitest'
import { doubledAmong, endsOf, nameOfWay, waysFrom } from './relation-ways.ts'

test('居民能住进房屋、进户、任职；户只能有人进来、有人来联系', () => {
  expect(waysFrom('person').map(nameOfWay)).toEqual(expect.arrayContaining(['resides/out', 'household/out', 'contact/out', 'contact/in', 'guardian/in']))
  expect(waysFrom('household').map(nameOfWay)).toEqual(['household/in', 'contact/in'])
  expect(endsOf({ kind: 'post', isOutward: true })).toEqual(['organisation', 'area'])
  expect(endsOf({ kind: 'contact', isOutward: false })).toEqual(['person'])
})

test('同时住两处、在两户的关系请人核实；已经结束的、产权和当户主的房客不算', () => {
  const one = (id: string, kind: string, isOutward = true, isCurrent = true) => ({ id, kind, isOutward, isCurrent })
  const relations = [one('a', 'household'), one('b', 'household'), one('c', 'resides'), one('d', 'resides', true, false), one('e', 'owns'), one('f', 'owns'), one('g', 'resides', false), one('h', 'resides', false)]
  expect(doubledAmong(relations).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(doubledAmong([one('l', 'legal-person', false), one('m', 'legal-person', false)]).map(({ id }) => id)).toEqual(['l', 'm'])
})
