import { daysAfter, isOwnOn, localDate, PHONE_DAYS } from '@yihu/domain'
import type { LentSpan } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { ownAreas } from '../../platform/identity/index.ts'
import { leavesBetween } from './repo-leave.ts'
import { withoutInner } from './sight.ts'

/** Days from today on, as far as is told ahead. */
export function daysAhead(now: number): string[] {
  return Array.from({ length: PHONE_DAYS + 1 }, (_, days) => daysAfter(localDate(now), days))
}

/** What the leaves of the coming days mean for somebody. */
export interface Lent {
  readonly spans: readonly LentSpan[]
  /** Places that are not theirs today and will be: they stand in there, or come back. */
  readonly areas: readonly string[]
  /** What of these is never theirs. */
  readonly except: readonly string[]
}

/** Where somebody stands in or is stood in for in the coming days. Asked as the system: a coming stand-in does not see the leave yet. */
export async function lentAhead(context: Context, { userId }: Pick<Actor, 'userId'>): Promise<Lent> {
  const [today = '', ...later] = daysAhead(context.clock.now())
  const { leaves, own } = await context.db.transact(systemScope, async (tx) => ({ leaves: await leavesBetween(tx, today, later.at(-1) ?? today), own: await ownAreas(tx, userId) }))
  const isAlwaysOwn = (path: string): boolean => own.some((one) => isWithin(path, one))
  const spans = leaves.flatMap(({ userId: away, since, until, plan: { pieces } }): LentSpan[] => {
    const told = pieces.map(({ path, to }) => ({ path, from: since, to: until, isMine: to.id === userId }))
    if (away === userId) return told
    const mine = told.filter(({ isMine }) => isMine)
    if (mine.length === 0) return []
    // Who shares the grid has what they are given on every other day too: it is no loan, and what is given to others around it takes nothing from them.
    const shared = mine.filter(({ path }) => isAlwaysOwn(path))
    // Of what others are given only what is one's own otherwise, or touches one's part of it.
    const isTold = (path: string): boolean => isAlwaysOwn(path) || mine.some((one) => isWithin(one.path, path) || isWithin(path, one.path))
    return told.filter(({ path, isMine }) => (isMine ? !isAlwaysOwn(path) : isTold(path) && !shared.some((one) => isWithin(one.path, path))))
  })
  const isComing = (path: string): boolean => later.some((day) => isOwnOn(path, day, spans))
  const paths = [...new Set(spans.map(({ path }) => path))]
  const areas = withoutInner(paths.filter((path) => !isOwnOn(path, today, spans) && isComing(path)))
  return { spans, areas, except: paths.filter((path) => areas.some((area) => path !== area && isWithin(path, area)) && !isComing(path)) }
}
