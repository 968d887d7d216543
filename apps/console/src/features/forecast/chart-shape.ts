/** One week as drawn. */
export interface DrawnWeek {
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly observed: number
}

/** Where a week (by its place) and a count lie on the drawing. */
export interface Scale {
  readonly x: (at: number) => number
  readonly y: (count: number) => number
}

interface Size {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const LEAST_TOP = 3

/** Counts from 0 to the highest bound or count, at least 3. */
export function scaleOf(weeks: readonly DrawnWeek[], { width, height, left, right, top, bottom }: Size): Scale {
  const most = highestOf(weeks)
  return {
    x: (at) => left + (weeks.length < 2 ? 0.5 : at / (weeks.length - 1)) * (width - left - right),
    y: (count) => height - bottom - (count / most) * (height - top - bottom),
  }
}

function highestOf(weeks: readonly DrawnWeek[]): number {
  return weeks.reduce((most, { high, observed }) => Math.max(most, high, observed), LEAST_TOP)
}

/** Whole numbers beside the drawing: zero, half, top. */
export function ticksOf(weeks: readonly DrawnWeek[]): number[] {
  const most = highestOf(weeks)
  return [...new Set([0, Math.round(most / 2), most])]
}

/** The band between the bounds as an SVG path. */
export function bandOf(weeks: readonly DrawnWeek[], { x, y }: Scale): string {
  const upper = weeks.map(({ high }, at) => `${x(at)} ${y(high)}`)
  const lower = weeks.map(({ low }, at) => `${x(at)} ${y(low)}`).toReversed()
  return weeks.length === 0 ? '' : `M${[...upper, ...lower].join('L')}Z`
}

/** The expected counts as an SVG path. */
export function lineOf(weeks: readonly DrawnWeek[], { x, y }: Scale): string {
  return weeks.length === 0 ? '' : `M${weeks.map(({ expected }, at) => `${x(at)} ${y(expected)}`).join('L')}`
}
