/** One measured figure with the bar it is held against. */
export interface Figure {
  readonly id: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** Absent: told for information. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number }
}

/** The middle value; of an even count the upper one of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** The value below which this share (0…1) of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function isReached({ value, bar }: Figure): boolean {
  if (!bar) return true
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}

/** One line of the table: figure, bar, verdict. */
export function lineOf(figure: Figure): string {
  const { id, what, value, unit, bar } = figure
  const shown = `${Math.abs(value) >= 100 ? Math.round(value) : value.toPrecision(3)} ${unit}`.trim()
  const wanted = !bar ? '' : 'atLeast' in bar ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`
  const verdict = !bar ? '' : isReached(figure) ? 'ok' : 'MISSED'
  return `${id.padEnd(22)} ${shown.padStart(14)}  ${wanted.padStart(9)}  ${verdict.padEnd(7)} ${what}`.trimEnd()
}
