import { expect, it } from 'vitest'
import { leftBy } from './left-by.ts'

interface Note {
  readonly id: string
  readonly name: string | null
}

const NOTES: readonly Note[] = [{ id: 'nobody', name: null }, { id: 'qin', name: '秦琼' }]
const of = async (name: string | null, isOnlyOne: boolean) => (
  (await leftBy([{ id: 'p', name, phone: '10051230001', isOnlyOne }], { ofPhone: () => Promise.resolve(NOTES), nameOf: (note) => note.name, idOf: ({ id }) => id })).map(({ id }) => id))

it('共用的手机号，只有写着同一个称呼的算本人的；两边都没写称呼，不能当成同一个人', async () => {
  expect(await of('秦琼', false)).toEqual(['qin'])
  expect(await of(null, false)).toEqual([])
})

it('只有一个人用的手机号，写没写称呼都是本人的', async () => {
  expect(await of('秦琼', true)).toEqual(['nobody', 'qin'])
  expect(await of(null, true)).toEqual(['nobody', 'qin'])
})
