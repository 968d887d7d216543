import { expect, it } from 'vitest'
import { SCENARIOS } from '@yihu/scenarios'
import { SCENARIO_ICONS } from '@yihu/ui'

it('every scenario has its icon drawn, and nothing else is drawn', () => {
  expect(Object.keys(SCENARIO_ICONS).toSorted()).toEqual(SCENARIOS.map(({ icon }) => icon).toSorted())
})

it('an icon is lines on its field of 24 × 24', () => {
  for (const [icon, lines] of Object.entries(SCENARIO_ICONS)) expect(lines, icon).toMatch(/^M[\d\s.,MLHVACSZmlhvacsz-]+$/u)
})
