import type { OwnRound } from '@yihu/contracts'
import { localDate } from '@yihu/domain'

/** What is to be walked today, and what comes on a later day first. */
export function roundsNow(rounds: readonly OwnRound[], now: number): { readonly today: readonly OwnRound[]; readonly next: OwnRound | null } {
  const day = localDate(now)
  return { today: rounds.filter((one) => one.day === day), next: rounds.find((one) => one.day > day) ?? null }
}
