import { expect, it } from 'vitest'
import { SCENARIOS } from '@yihu/scenarios'
import { SCENARIO_ICONS } from '@yihu/ui'

it('every scenario has its icon drawn, what a street adds has one, and nothing else is drawn', () => {
  expect(new Set(Object.keys(SCENARIO_ICONS))).toEqual(new Set([...SCENARIOS.map(({ icon }) => icon), 'own']))
})

it('an icon is lines on its field of 24 × 24', () => {
  for (const [icon, lines] of Object.entries(SCENARIO_ICONS)) expect(lines, icon).toMatch(/^M[\d\s.,MLHVACSZmlhvacsz-]+$/u)
})
