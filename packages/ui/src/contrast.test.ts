import { describe, expect, test } from 'vitest'
import { mapColours, MARKS, markOf, palettes } from './index.ts'
import type { Mode } from './index.ts'

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (bright + 0.05) / (dark + 0.05)
}

describe.each<Mode>(['light', 'dark'])('colours of the %s theme', (mode) => {
  const p = palettes[mode]
  test('text and every state word reach AA on every ground they stand on', () => {
    for (const ground of [p.page, p.surface, p.raised, p.hover]) {
      for (const ink of [p.text, p.textSoft, p.accent, ...Object.values(MARKS).map(({ tone }) => p[tone])]) {
        expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
  test('state words reach AA on their own soft ground, button text on the accent', () => {
    const pairs = [[p.green, p.greenSoft], [p.amber, p.amberSoft], [p.red, p.redSoft], [p.grey, p.greySoft], [p.violet, p.violetSoft], [p.accent, p.accentSoft], [p.onAccent, p.accent], [p.onAccent, p.accentStrong], [p.onAccent, p.red]]
    for (const [ink = '', ground = ''] of pairs) expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })
  test('borders of fields reach 3:1, map labels AA', () => {
    expect(contrast(p.lineStrong, p.surface)).toBeGreaterThanOrEqual(3)
    const map = mapColours(mode)
    for (const ground of [map.ground, map.estate, map.halo]) expect(contrast(map.labelSoft, ground)).toBeGreaterThanOrEqual(4.5)
  })
})

test('a stopped clock is shown before its card', () => {
  expect(markOf({ state: 'suspended', card: 'red' })).toBe('suspended')
  expect(markOf({ state: 'handling', card: 'red' })).toBe('overdue')
  expect(markOf({ state: 'handling', card: 'yellow' })).toBe('soon')
  expect(markOf({ state: 'closed', card: null })).toBe('ended')
})
