/**
 * How far apart two reports of one matter may lie, by class: a stall or a part 30 m, a doorway or a stretch of pavement
 * 50 m, a street 100 m, what is heard, smelt or missing in a whole quarter 200 m. The longest prefix counts. The four
 * sizes are those that hotline offices use when they look for repeats; which class has which is ours (edition 1, in
 * force since 2026-11-28; docs/duplicates-figures.md).
 */
const RADII: Readonly<Record<string, number>> = {
  B: 30, S05: 30, S0504: 50, S0104: 100, S0110: 100, S0115: 100, S04: 100,
  A0106: 200, A0107: 200, A0108: 200, A0109: 200, A0110: 100, A0111: 100, A0115: 200, A02: 200, A0302: 100, A0303: 100, A0306: 100,
}
const USUAL_METRES = 50

/** The widest circle any class has. */
export const WIDEST_METRES = Math.max(USUAL_METRES, ...Object.values(RADII))

const known = new Map<string | null, number>()

/** The circle of a class, in metres; without a class the usual 50. */
export function radiusOf(classCode: string | null): number {
  let metres = known.get(classCode)
  if (metres === undefined) known.set(classCode, (metres = longestPrefix(classCode ?? '')))
  return metres
}

function longestPrefix(classCode: string): number {
  for (let length = classCode.length; length > 0; length -= 1) {
    const metres = RADII[classCode.slice(0, length)]
    if (metres !== undefined) return metres
  }
  return USUAL_METRES
}
