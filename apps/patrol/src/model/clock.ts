/** What the server's clock said when this phone heard of it last. */
export interface HeardClock {
  /** Milliseconds that the phone's clock is behind it. */
  readonly behind: number
  /** Epoch ms by the server. */
  readonly heardAt: number
}

/** A phone's clock this little off is left alone. */
const TOLERANCE_MS = 2 * 60_000

export function heardClock(asOf: string, now: number): HeardClock {
  const heardAt = Date.parse(asOf)
  return { behind: Math.abs(heardAt - now) > TOLERANCE_MS ? heardAt - now : 0, heardAt }
}

/** A moment of the phone by the server's clock as it was heard last. */
export function trusted(clock: HeardClock | null, at: number): number {
  return at + (clock?.behind ?? 0)
}

/** Now, by which a day begins: never before the server was heard, also where somebody set the phone back since. */
export function trustedNow(clock: HeardClock | null, now: number): number {
  return Math.max(trusted(clock, now), clock?.heardAt ?? 0)
}
