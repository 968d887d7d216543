import { expect, test } from 'vitest'
import { SCENARIOS } from '@yihu/scenarios'
import { buildSensing, buildStreet } from '@yihu/town'

/** People answer these themselves; no device of the street stands for them. */
const BY_PEOPLE = ['小程序或网格员代报', '自测上报']

test('演示街道的产品说的是场景要看的：每个场景的每个测点都有设备', () => {
  const { products } = buildSensing(buildStreet())
  const has = new Set(products.flatMap(({ kind, points }) => points.map(({ name }) => `${kind}/${name}`)))
  const wanted = SCENARIOS.flatMap(({ id, startedBy: { points = {} } }) => Object.entries(points).filter(([, { device }]) => !BY_PEOPLE.includes(device)).map(([name, { device }]) => ({ id, key: `${device}/${name}` })))
  expect(wanted.filter(({ key }) => !has.has(key))).toEqual([])
})
