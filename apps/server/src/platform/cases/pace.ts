import type { AnswerOf, listPaces, Source } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { pacesSince } from './repo-pace.ts'
import type { PaceRow } from './repo-pace.ts'

const DAY_MS = 86_400_000

/**
 * From report to acceptance: median and ninth decile of the last days, by source. What is still waiting is counted beside
 * it, so that a good figure cannot come from leaving things lie.
 */
export async function pacesOf(context: Context, { scope }: Actor, days: number): Promise<AnswerOf<typeof listPaces>> {
  const now = context.clock.now()
  const since = new Date(now - days * DAY_MS)
  const rows = await context.db.transact(scope, (tx) => pacesSince(tx, since))
  const all = rows.find(({ source }) => source === null)
  return {
    asOf: new Date(now).toISOString(), since: since.toISOString(),
    all: paceOf(all ?? { source: null, answered: 0, waiting: 0, median: null, p90: null }),
    sources: rows.flatMap((row) => (row.source === null ? [] : [{ source: row.source as Source, ...paceOf(row) }])), // only contract sources are stored
  }
}

function paceOf({ answered, waiting, median, p90 }: PaceRow) {
  return { answered, waiting, medianMinutes: rounded(median), p90Minutes: rounded(p90) }
}

function rounded(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(Number(minutes) * 10) / 10
}
