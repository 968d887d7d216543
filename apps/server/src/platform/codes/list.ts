import { CODE_KINDS, Fault } from '@yihu/contracts'
import type { AnswerOf, CodeRow, listCodes as contract, QueryOf, showScans } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { dayCounts, findCode, listCodes, sumCounts } from './repo.ts'
import type { Counted, PlaceCode } from './repo.ts'
import { tokenOf } from './token.ts'

const DAY_MS = 86_400_000
const DAYS = 30
const NOTHING: Record<Counted, number> = { scans: 0, refused: 0, far: 0, reports: 0 }

/** A page of codes in sight with what happened to them in the last 30 days. */
export async function codesInSight(context: Context, actor: Actor, { cursor, limit, ...query }: QueryOf<typeof contract>): Promise<Omit<AnswerOf<typeof contract>, 'printed'>> {
  const tree = await areasOf(context)
  return context.db.transact(actor.scope, async (tx) => {
    const found = await listCodes(tx, { ...query, q: query.q?.trim(), after: cursor, limit })
    const page = found.slice(0, limit)
    const counts = await sumCounts(tx, page.map(({ id }) => id), dayOf(context, DAYS))
    return { codes: page.map((code) => codeOnWire(context, code, { tree, counts: counts.get(code.id) })), next: found.length > limit ? (page.at(-1)?.id ?? null) : null, days: DAYS }
  })
}

/** A code with its text; who holds it could print it. */
export function codeOnWire({ vault }: Pick<Context, 'vault'>, code: PlaceCode, { tree, counts = NOTHING }: { tree: AreaIndex; counts?: Record<Counted, number> | undefined }): CodeRow {
  const { id, kind, name, address, path, version, state, issuedAt, issuedBy, reason } = code
  return {
    id, code: tokenOf(vault, code), kind, kindName: CODE_KINDS[kind], name, address, areaName: tree.fullNameOf(path), version, state,
    issuedAt: issuedAt.toISOString(), issuedBy, reason, counts,
  }
}

/** What happened to a code on each of the last 90 days. @throws not-found */
export async function scansOf(context: Context, actor: Actor, id: number): Promise<AnswerOf<typeof showScans>> {
  return context.db.transact(actor.scope, async (tx) => {
    if (!(await findCode(tx, id))) throw new Fault('not-found')
    return { days: await dayCounts(tx, id, dayOf(context, 90)) }
  })
}

function dayOf({ clock }: Pick<Context, 'clock'>, daysAgo: number): string {
  return localDate(clock.now() - daysAgo * DAY_MS)
}
