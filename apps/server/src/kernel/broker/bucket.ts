/** Lets so much through in a while; who wants more waits, in the order of asking. */
export interface Bucket {
  /** Takes one; answers how many milliseconds to wait before it may be used. */
  take(nowMs: number): number
  /** How many milliseconds the last one still has to wait. */
  owed(nowMs: number): number
}

/** A bucket of `burst`, filled by `perSecond`. */
export function createBucket({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }): Bucket {
  let level = burst
  let filledAt: number | undefined
  const fill = (nowMs: number): void => {
    if (filledAt !== undefined) level = Math.min(burst, level + (Math.max(0, nowMs - filledAt) * perSecond) / 1000)
    filledAt = nowMs
  }
  const wait = (): number => (level >= 0 ? 0 : (-level * 1000) / perSecond)
  return {
    take(nowMs) {
      fill(nowMs)
      level -= 1
      return wait()
    },
    owed(nowMs) {
      fill(nowMs)
      return wait()
    },
  }
}
