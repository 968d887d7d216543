/** One measured value: of which device (its short number), which point, when (epoch milliseconds by the device's clock). */
export interface Reading {
  readonly device: number
  readonly point: string
  readonly at: number
  readonly value: number
}

/** What a batch comes to: its readings without repeats, and the latest of each point; both in a fixed order. */
export interface Folded {
  readonly readings: readonly Reading[]
  readonly last: readonly Reading[]
}

/**
 * Takes repeats out of a batch. Of two values of one device, point and time the greater one stands: so the outcome does
 * not depend on the order of arrival. The fixed order keeps two servers from waiting for each other's rows.
 */
export function foldBatch(readings: readonly Reading[]): Folded {
  const sorted = readings.toSorted(byKey)
  const once = sorted.filter((one, index) => {
    const next = sorted[index + 1]
    return !next || next.device !== one.device || next.point !== one.point || next.at !== one.at
  })
  const last = once.filter((one, index) => {
    const next = once[index + 1]
    return !next || next.device !== one.device || next.point !== one.point
  })
  return { readings: once, last }
}

/** By device, point, time, value. */
function byKey(a: Reading, b: Reading): number {
  if (a.device !== b.device) return a.device - b.device
  if (a.point !== b.point) return a.point < b.point ? -1 : 1
  return a.at - b.at || a.value - b.value
}
