import { daysAfter, localDate, PHONE_DAYS } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { endedLoans } from '../identity/index.ts'
import type { EndedLoan } from '../identity/index.ts'

/** What was lent to somebody until lately: done there without signal in those days, it is as good as sent then. Asked as the system: it is out of their sight. */
export async function lentLately({ db, clock }: Pick<Context, 'db' | 'clock'>, { userId }: Pick<Actor, 'userId'>): Promise<EndedLoan[]> {
  const today = localDate(clock.now())
  return db.transact(systemScope, (tx) => endedLoans(tx, { userId, from: daysAfter(today, -PHONE_DAYS), to: daysAfter(today, -1) }))
}

/** Somebody with the sight they had at a moment, epoch ms. */
export function actorThen(actor: Actor, lent: readonly EndedLoan[], at: number): Actor {
  const day = localDate(at)
  const paths = lent.filter(({ since, until, path }) => since <= day && day <= until && !covers(actor.scope, path)).map(({ path }) => path)
  return paths.length === 0 || actor.scope.paths === '*' ? actor : { ...actor, scope: { ...actor.scope, paths: [...actor.scope.paths, ...paths] } }
}
