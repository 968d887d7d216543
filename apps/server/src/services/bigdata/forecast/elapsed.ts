const WEEK_MS = 7 * 86_400_000

/** The share of a week (by its Monday) that has passed at a moment, 0…1. */
export function elapsedPart(monday: string, now: number): number {
  return Math.min(1, Math.max(0, (now - Date.parse(`${monday}T00:00:00+08:00`)) / WEEK_MS))
}
