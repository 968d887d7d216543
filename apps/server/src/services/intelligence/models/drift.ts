import type { TextModels } from '@yihu/contracts'
import { monthOf } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { readKeptSuggestions } from '../../../platform/cases/index.ts'
import { usersOf } from '../../../platform/identity/index.ts'
import { notify, phrasesOf } from '../../../platform/notices/index.ts'

type Month = TextModels['kept'][number]
type Drift = NonNullable<TextModels['drift']>

/** Months before the one that is looked at. */
const BEFORE = 6
/** Fewer suggestions than this say nothing. */
const LEAST = 30
/** A fall smaller than this is lived with. */
const LEAST_FALL = 0.08
/** Standard errors: one month in forty falls so far by chance. */
const SURE = 2
const YEAR_MS = 365 * 86_400_000
/** From here on a rule may dispatch by itself (`platform/cases/prepare.ts`). */
export const SURE_ENOUGH = 0.9

/**
 * Whether the machine is right less often than before: the newest whole month with enough suggestions against up to six
 * before it, a fall of 8 points and more that chance does not explain. `month` is the running one, `YYYY-MM`.
 */
export function driftOf(kept: readonly Month[], month: string): Drift | null {
  const whole = kept.filter((one) => one.month < month).toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const newest = whole.at(-1)
  const earlier = whole.slice(0, -1).slice(-BEFORE)
  const [suggested, right] = [earlier.reduce((sum, one) => sum + one.suggested, 0), earlier.reduce((sum, one) => sum + one.kept, 0)]
  if (!newest || newest.suggested < LEAST || suggested < LEAST) return null
  const [before, now] = [right / suggested, newest.kept / newest.suggested]
  const both = (right + newest.kept) / (suggested + newest.suggested)
  const error = Math.sqrt(both * (1 - both) * (1 / suggested + 1 / newest.suggested))
  return before - now >= LEAST_FALL && before - now >= SURE * error ? { month: newest.month, share: now, before, suggested: newest.suggested } : null
}

/** Each morning: whoever may train is told once a month when the suggestions have become worse. */
export async function warnOfDrift(context: Context): Promise<void> {
  const now = context.clock.now()
  const phrases = await phrasesOf(context)
  await context.db.transact(systemScope, async (tx) => {
    const kept = await readKeptSuggestions(tx, { since: new Date(now - YEAR_MS), sure: SURE_ENOUGH })
    const drift = driftOf(kept, monthOf(now))
    if (!drift) return
    const userIds = [...(await usersOf(tx, { role: 'duty-chief' })), ...(await usersOf(tx, { role: 'admin' }))]
    await notify(tx, context, {
      ...phrases.say('model.drift', { 月份: drift.month, 一致: percent(drift.share), 以前: percent(drift.before) }), userIds, kind: 'model.drift', dedupeKey: `model-drift:${drift.month}`,
    })
  })
}

const percent = (share: number): string => `${Math.round(100 * share)}%`
