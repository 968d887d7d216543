import type { OwnRound } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { trustedNow } from './clock.ts'
import type { HeardClock } from './clock.ts'

/** What is to be walked today, what comes on a later day first, and after that the days on which one stands in for somebody. */
export function roundsNow(rounds: readonly OwnRound[], { clock, now }: { readonly clock: HeardClock | null; readonly now: number }): { readonly today: readonly OwnRound[]; readonly next: OwnRound | null; readonly lent: readonly OwnRound[] } {
  const day = localDate(trustedNow(clock, now))
  const next = rounds.find((one) => one.day > day) ?? null
  return { today: rounds.filter((one) => one.day === day), next, lent: rounds.filter((one) => one.day > day && one !== next && one.instead !== null) }
}
