import { expect, test } from 'vitest'
import { MoveForm } from '@yihu/contracts'
import { isStaffMove, keysOf, MOVE_SHAPES } from './move-table.ts'
import type { StaffMove } from './move-table.ts'

test('every move of the wire has a form, and the form has exactly its fields', () => {
  for (const option of MoveForm.options) {
    const { value: move } = option.shape.move
    const names = Object.keys(option.shape).filter((name) => name !== 'move')
    expect(MOVE_SHAPES[move].fields.map(({ name }) => name).toSorted(), move).toEqual(names.toSorted())
  }
})

test('a field is marked optional exactly when the wire lets it be left out', () => {
  for (const option of MoveForm.options) {
    const { value: move } = option.shape.move
    for (const field of MOVE_SHAPES[move].fields) {
      const shape: Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> = option.shape
      expect(shape[field.name]?.safeParse(undefined).success, `${move}.${field.name}`).toBe(field.isOptional ?? false)
    }
  }
})

test('moves offered together never share a key', () => {
  const together: StaffMove[] = ['claim', 'return', 'request-extension', 'answer-urge', 'merge', 'archive', 'unmerge', 'reply', 'urge', 'amend']
  const keys = [...keysOf(together).values()]
  expect(new Set(keys).size).toBe(keys.length)
  expect(keysOf(['start-check']).get('start-check')).not.toBe('k')
})

test('a move of a later server is not offered without its form', () => {
  expect(isStaffMove('teleport')).toBe(false)
  expect(isStaffMove('toString')).toBe(false)
})
