import { expect, test } from 'vitest'
import { endsOf, nameOfWay, waysFrom } from './relation-ways.ts'

test('居民能住进房屋、进户、任职；户只能有人进来、有人来联系', () => {
  expect(waysFrom('person').map(nameOfWay)).toEqual(expect.arrayContaining(['resides/out', 'household/out', 'contact/out', 'contact/in', 'guardian/in']))
  expect(waysFrom('household').map(nameOfWay)).toEqual(['household/in', 'contact/in'])
  expect(endsOf({ kind: 'post', isOutward: true })).toEqual(['organisation', 'area'])
  expect(endsOf({ kind: 'contact', isOutward: false })).toEqual(['person'])
})
