import { DAY_MS, shanghaiOffset } from '../../time/zone.ts'

/** What is usual at each time of a day or week: level, spread (mean deviation) and how often it was seen, slot by slot. */
export interface Profile {
  readonly level: readonly number[]
  readonly spread: readonly number[]
  readonly seen: readonly number[]
}

export interface Usual {
  readonly level: number
  readonly spread: number
  readonly seen: number
}

const WEEK_MS = 7 * DAY_MS
const SLOTS = { day: 96, week: 168 } as const
export type Season = keyof typeof SLOTS

/** A new value counts so much in its slot at least: about the last twenty are remembered. */
const RATE = 0.05

export function emptyProfile(season: Season): Profile {
  const zeros = new Array<number>(SLOTS[season]).fill(0)
  return { level: zeros, spread: zeros, seen: zeros }
}

/** What is usual at a moment; null when that time of day or week has never come. */
export function usualAt(profile: Profile, season: Season, at: number): Usual | null {
  const slot = slotOf(season, at)
  const seen = profile.seen[slot] ?? 0
  return seen === 0 ? null : { level: profile.level[slot] ?? 0, spread: profile.spread[slot] ?? 0, seen }
}

/** The profile with one more value. */
export function addToProfile(profile: Profile, season: Season, { at, value }: { readonly at: number; readonly value: number }): Profile {
  const slot = slotOf(season, at)
  const [level = 0, spread = 0, seen = 0] = [profile.level[slot], profile.spread[slot], profile.seen[slot]]
  const share = Math.max(RATE, 1 / (seen + 1))
  const away = value - level
  return {
    level: profile.level.with(slot, level + share * away),
    spread: profile.spread.with(slot, spread + share * (Math.abs(away) - spread)),
    seen: profile.seen.with(slot, seen + 1),
  }
}

function slotOf(season: Season, at: number): number {
  const [slots, length] = [SLOTS[season], season === 'day' ? DAY_MS : WEEK_MS]
  const wall = at + shanghaiOffset(at)
  return Math.floor((((wall % length) + length) % length) / length * slots) % slots
}
