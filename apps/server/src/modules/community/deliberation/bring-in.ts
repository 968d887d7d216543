import type { HallForm } from '@yihu/contracts'
import type { DeliberationAct } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { advance, newDeliberation } from './core.ts'
import type { DeliberationCore, Effect } from './core.ts'
import { numberFor } from './raise.ts'
import { bringSupports, insertDeliberations, linkCases } from './repo.ts'
import type { NewDeliberation } from './repo.ts'
import { keepHall } from './repo-hall.ts'
import { insertHouseholds, keepRatings } from './repo-vote.ts'
import type { Household, NewHousehold, StoredRating } from './repo-vote.ts'
import { voteCodeIndex, voteCodeOf } from './vote-codes.ts'

/** A proposal of before, with everything that was done to it, oldest first. */
export interface PastDeliberation {
  readonly key: string
  readonly at: number
  readonly area: { readonly path: string; readonly name: string }
  readonly title: string
  readonly text: string
  readonly place: string
  readonly author: { readonly name: string; readonly phone: string }
  readonly acts: readonly { readonly at: number; readonly by: string; readonly act: DeliberationAct; readonly effect: Effect }[]
  /** Telephones that support it beside the author's. */
  readonly supporters: number
  readonly roll: readonly Pick<Household, 'code' | 'squareMetres' | 'voted'>[]
  readonly caseId: string | null
  readonly ratings: readonly Omit<StoredRating, 'deliberationId' | 'raterIndex'>[]
}

/** Brings in proposals by the same flow and numbers as those raised here, and the halls where they were debated; `tx` must see everything. */
export async function bringInDeliberations(tx: Tx, context: Context, { deliberations, halls }: { readonly deliberations: readonly PastDeliberation[]; readonly halls: readonly { readonly path: string; readonly form: HallForm; readonly by: string; readonly at: number }[] }): Promise<void> {
  for (const { at, ...hall } of halls) await keepHall(tx, { ...hall, version: 0, at: new Date(at) })
  const made: { readonly past: PastDeliberation; readonly row: NewDeliberation }[] = []
  for (const past of deliberations.toSorted((a, b) => a.at - b.at)) made.push({ past, row: await rowOf(tx, past) })
  await insertDeliberations(tx, context, made.map(({ row }) => row))
  await bringSupports(tx, made.map(({ past, row }) => ({ id: row.id, count: past.supporters, at: row.at })))
  await insertHouseholds(tx, made.flatMap(({ past, row }) => past.roll.map((one) => householdOf(context, { ...one, deliberationId: row.id, at: past.at }))))
  for (const { past, row } of made) if (past.caseId !== null) await linkCases(tx, row.id, [past.caseId])
  await keepRatings(tx, made.flatMap(({ past, row }) => past.ratings.map((rating, nth) => ({ ...rating, deliberationId: row.id, raterIndex: context.vault.index('deliberation.rater', `${row.id} past ${nth}`) }))))
}

async function rowOf(tx: Tx, { key, at, area, title, text, place, author, acts, roll }: PastDeliberation): Promise<NewDeliberation> {
  const known = { voters: roll.length, withoutArea: roll.filter(({ squareMetres }) => squareMetres === 0).length, isPaperOpen: false }
  const core = acts.reduce<DeliberationCore>((present, { at: now, by, act, effect }) => advance(present, { act, now, by, effect, known }), newDeliberation({ now: at, by: '居民' }))
  const published = acts.find(({ act }) => act === 'publish' || act === 'refuse')
  return {
    id: newId(at), path: area.path, areaName: area.name, number: await numberFor(tx, { path: area.path, at }), clientId: key, title, text, place, core, ...author, at: new Date(at),
    publishedAt: published ? new Date(published.at) : null, enteredBy: null,
  }
}

function householdOf(context: Context, { at, ...one }: PastDeliberation['roll'][number] & { readonly deliberationId: string; readonly at: number }): NewHousehold {
  const household = { ...one, id: newId(at), turn: 1 }
  return { ...household, codeIndex: voteCodeIndex(context, voteCodeOf(context, household)) }
}
