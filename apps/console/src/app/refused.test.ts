import { expect, test } from 'vitest'
import { fieldErrors } from './refused.ts'

test('messages find their field, also inside lists', () => {
  expect(fieldErrors({ note: '请填写说明', 'parts.0.title': '请填写标题' })).toEqual([
    { name: ['note'], errors: ['请填写说明'] },
    { name: ['parts', 0, 'title'], errors: ['请填写标题'] },
  ])
})

test('a field that the form calls otherwise is found by its name on the wire, and all that lies below it', () => {
  expect(fieldErrors({ houseId: '没有这处房屋', 'household.id': '没有这一户', 'readers.0': '没有这个账号', householdNumber: '请填写' }, { houseId: 'house', 'household.id': 'household', readers: 'readers' }).map(({ name }) => name)).toEqual([
    ['house'], ['household'], ['readers'], ['householdNumber'],
  ])
})
