/** A phone's clock this little off is left alone. */
const TOLERANCE_MS = 2 * 60_000
/** Nothing was done on a phone before the phones were there. */
const OLDEST_MS = Date.UTC(2024, 0, 1)

export interface PhoneTime {
  /** As the phone said. */
  readonly said: number
  /** As it is written down. */
  readonly at: number
}

/**
 * When something on a phone was done: its own time, moved by what its clock was off when it sent, and never later than
 * when we heard of it. A time that cannot be (before 2024) is that of the hearing. Milliseconds.
 */
export function phoneTime(said: number, { behind, received }: { behind: number; received: Date }): PhoneTime {
  const now = received.getTime()
  const moved = Math.abs(behind) > TOLERANCE_MS ? said + behind : said
  const at = moved < OLDEST_MS ? now : moved > now + TOLERANCE_MS ? now : moved
  return { said, at }
}
