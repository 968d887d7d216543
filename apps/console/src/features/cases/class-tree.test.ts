import { expect, test } from 'vitest'
import { classTree } from './class-tree.ts'

test('the catalogue becomes a tree, orphans stay visible', () => {
  const tree = classTree([
    { code: '01', parent: null, name: '公用设施' },
    { code: '0101', parent: '01', name: '上水井盖' },
    { code: '9901', parent: '99', name: '不知上级' },
  ])
  expect(tree.map(({ title }) => title)).toEqual(['公用设施', '不知上级'])
  expect(tree[0]?.children).toEqual([{ value: '0101', title: '上水井盖', children: [] }])
})
