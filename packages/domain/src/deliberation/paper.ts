import { VOTE_CHOICES } from './count.ts'
import type { Ballots, VoteChoice } from './count.ts'

const choices = Object.keys(VOTE_CHOICES) as VoteChoice[] // keys of a literal table

/** What one person found in the ballot box: which households handed a paper in, and what the papers say. Nobody's paper is tied to a household. */
export interface PaperEntry {
  readonly by: string
  readonly households: readonly string[]
  readonly ballots: Ballots
}

export type PaperState = 'none' | 'waiting' | 'agreed' | 'mismatch' | 'settled'

/**
 * What stands of entries in their order: two people enter independently; alike, they are agreed; unlike, somebody else counts until two are alike. Nobody settles it alone.
 * @returns the entry that counts, where one does
 */
export function settlePaper(entries: readonly PaperEntry[]): { readonly state: PaperState; readonly entry: PaperEntry | null } {
  const [first, second] = entries
  if (!first) return { state: 'none', entry: null }
  if (!second) return { state: 'waiting', entry: null }
  const keys = entries.map(keyOf)
  const again = keys.findIndex((key, at) => keys.indexOf(key) < at)
  if (again === 1) return { state: 'agreed', entry: first }
  const entry = entries[again]
  return entry ? { state: 'settled', entry } : { state: 'mismatch', entry: null }
}

function keyOf({ households, ballots }: PaperEntry): string {
  return JSON.stringify([households.toSorted(), choices.map((choice) => [ballots[choice].votes, Math.round(ballots[choice].squareMetres * 100)])])
}

/** Why the papers of an entry do not add up with the households that handed them in; null: they do. Areas in square metres of each household. */
export function paperImbalance({ households, ballots }: Pick<PaperEntry, 'households' | 'ballots'>, { areas, byArea }: { readonly areas: ReadonlyMap<string, number>; readonly byArea: boolean }): string | null {
  const papers = choices.reduce((sum, choice) => sum + ballots[choice].votes, 0)
  if (papers !== households.length) return `交票的是 ${households.length} 户，同意、反对、弃权、无效加起来是 ${papers} 张`
  if (!byArea) return null
  const wanted = households.reduce((sum, house) => sum + Math.round((areas.get(house) ?? 0) * 100), 0)
  const given = choices.reduce((sum, choice) => sum + Math.round(ballots[choice].squareMetres * 100), 0)
  return wanted === given ? null : `交票各户的面积合计 ${(wanted / 100).toFixed(2)} 平方米，各类票的面积合计 ${(given / 100).toFixed(2)} 平方米`
}
