import type { Boundaries } from './encode.ts'
import { LONGEST } from './gazetteer.ts'
import { STATE_COUNT, TOKEN_COLUMNS } from './model.ts'

/** Below the first no element starts, above the second one must. Wide apart: only the clear cases are decided here. */
const [NEVER, SURELY] = [0.003, 0.997]

/** Probability by place that an element starts there, from the sums of the tokens' weights. */
export function boundaryOdds(tokens: Float64Array): Float64Array {
  const odds = new Float64Array(tokens.length / TOKEN_COLUMNS)
  for (let at = 0; at < odds.length; at += 1) odds[at] = 1 / (1 + Math.exp(-(tokens[at * TOKEN_COLUMNS + STATE_COUNT] ?? 0)))
  return odds
}

/** Where elements may and must start. Between two places where one may there are never more tokens than an element can have. */
export function boundariesOf(odds: Float64Array): Boundaries {
  const may = Uint8Array.from(odds, (odd) => (odd > NEVER ? 1 : 0))
  let last = 0
  for (let at = 1; at <= odds.length; at += 1) {
    if (at < odds.length && may[at] === 0) continue
    if (at - last > LONGEST) may.fill(1, last, at)
    last = at
  }
  return { may: (at) => may[at] === 1, must: (at) => (odds[at] ?? 0) > SURELY }
}
