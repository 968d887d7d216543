/** How far apart two reports of one matter may lie, and how big that is in words. */
export interface Circle {
  readonly metres: number
  readonly name: string
  /** Classes by the beginning of their code; the longest that fits counts. */
  readonly classes: readonly string[]
}

/**
 * The circles by class: a stall or a part, a doorway or a stretch of pavement, a street, what is heard, smelt or missing
 * in a whole quarter. The four sizes are those that hotline offices use when they look for repeats; which class has which
 * is ours. A change is a new edition here and in docs/duplicates-figures.md.
 */
export const CIRCLES = {
  edition: 1,
  since: '2026-11-28',
  circles: [
    { metres: 30, name: '摊位、设施', classes: ['B', 'S05'] },
    { metres: 50, name: '门前、院内', classes: ['S0504', ''] },
    { metres: 100, name: '路段', classes: ['S0104', 'S0110', 'S0115', 'S04', 'A0110', 'A0111', 'A0302', 'A0303', 'A0306'] },
    { metres: 200, name: '片区', classes: ['A0106', 'A0107', 'A0108', 'A0109', 'A0115', 'A02'] },
  ],
} as const satisfies { readonly edition: number; readonly since: string; readonly circles: readonly Circle[] }

/** The widest circle any class has. */
export const WIDEST_METRES = Math.max(...CIRCLES.circles.map(({ metres }) => metres))

const byClass = new Map<string, Circle>(CIRCLES.circles.flatMap((circle) => circle.classes.map((code): [string, Circle] => [code, circle])))
const known = new Map<string | null, Circle>()

/** The circle of a class; what has none, or no class, is taken for a doorway. */
export function circleOf(classCode: string | null): Circle {
  let circle = known.get(classCode)
  if (circle === undefined) known.set(classCode, (circle = longestPrefix(classCode ?? '')))
  return circle
}

/** Metres of the circle of a class. */
export function radiusOf(classCode: string | null): number {
  return circleOf(classCode).metres
}

function longestPrefix(classCode: string): Circle {
  for (let length = classCode.length; length > 0; length -= 1) {
    const circle = byClass.get(classCode.slice(0, length))
    if (circle !== undefined) return circle
  }
  return byClass.get('') ?? CIRCLES.circles[1]
}
