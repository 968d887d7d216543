import { expect, test } from 'vitest'
import { playMessages, SCENARIOS } from '@yihu/scenarios'
import { buildSensing, buildStreet, planLife } from '@yihu/town'

/** People answer these themselves; no device of the street stands for them. */
const BY_PEOPLE = ['小程序或网格员代报', '自测上报']

test('演示街道的产品说的是场景要看的：每个场景的每个测点都有设备，街道自加的不算', () => {
  const { products } = buildSensing(buildStreet())
  const has = new Set(products.flatMap(({ kind, points }) => points.map(({ name }) => `${kind}/${name}`)))
  const wanted = SCENARIOS.filter(({ icon }) => icon !== 'own').flatMap(({ id, startedBy: { points = {} } }) => Object.entries(points).filter(([, { device }]) => !BY_PEOPLE.includes(device)).map(([name, { device }]) => ({ id, key: `${device}/${name}` })))
  expect(wanted.filter(({ key }) => !has.has(key))).toEqual([])
})

test('活的街道里寻常的设备一天一夜什么也不响，出事的响：九样险情各有各的场景', () => {
  const sensing = buildSensing(buildStreet())
  const untilMinutes = 26 * 60
  const from = Date.UTC(2026, 4, 7, 2)
  const kinds = new Map(sensing.devices.map(({ id, productId }) => [id, sensing.products.find((product) => product.id === productId)?.kind]))
  const heard = Map.groupBy(planLife(sensing, { seed: 'a', minutes: untilMinutes, speakers: 700, from }).flatMap((act) => (act.kind === 'say' && act.how !== 'broken' && act.how !== 'clock-off' ? [act] : [])), ({ deviceId }) => deviceId)
  const rang = [...heard].flatMap(([id, acts]) => SCENARIOS.filter(({ dedupe, startedBy }) => dedupe.per !== 'home' && Object.values(startedBy.points ?? {}).some(({ device }) => device === kinds.get(id))).flatMap((scenario) => {
    const messages = acts.flatMap(({ minute, values }) => Object.entries(values).filter(([point]) => point in (scenario.startedBy.points ?? {})).map(([point, value]) => ({ minute, kind: 'value', point, value } as const)))
    const { rings } = playMessages(scenario.trigger({}), messages, { from, untilMinutes })
    return rings.length > 0 ? [{ id, scenario: scenario.id, isTrouble: acts.some(({ how }) => how === 'trouble') }] : []
  }))
  expect(rang.filter(({ isTrouble }) => !isTrouble)).toEqual([])
  expect([...new Set(rang.map(({ scenario }) => scenario))].toSorted()).toEqual(['bracelet', 'charger-overheat', 'enterprise-fire', 'full-bin', 'gas-leak', 'hydrant-pressure', 'lift-trapped', 'road-flooding', 'smoke-detector'])
})
