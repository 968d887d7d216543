import { Fault, SignalForm } from '@yihu/contracts'
import type { AnswerOf, takeSignals } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import { issueText } from '../../kernel/http/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { pointOf } from '../areas/index.ts'
import { groundOf, moverOf, prepare } from '../cases/index.ts'
import type { Ground, Prepared } from '../cases/index.ts'
import { takeWithin } from './take-within.ts'

const DAY_MS = 86_400_000
/** A device's clock may be a little ahead, and may have waited long for a connection. */
const MOST_AHEAD_MS = DAY_MS
const MOST_LATE_MS = 3660 * DAY_MS

type Answer = AnswerOf<typeof takeSignals>

/** A signal of a batch that cannot be taken: why, in words for whoever looks after the sender. */
class Refusal extends Error {}

/**
 * Takes what can be taken of a machine's batch and says of each other one why not: one bad reading does not hold up the
 * rest. Ids count per key, so that two senders may use the same. The batch is one transaction.
 */
export async function takeBatch(context: Context, raw: readonly unknown[], actor: Actor): Promise<Answer> {
  const ground = await groundOf(context)
  const good: { id: string; prepared: Prepared }[] = []
  const refused: Answer['refused'] = []
  for (const [index, one] of raw.entries()) {
    try {
      good.push(read(one, { ground, actor, now: context.clock.now() }))
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof Fault)) throw error
      refused.push({ index, id: idOf(one), message: error.message })
    }
  }
  if (good.length === 0) return { taken: [], refused }
  const taken = await context.db.transact(systemScope, (tx) => takeWithin(tx, context, good.map((one) => one.prepared)))
  return { taken: taken.map(({ number, isNew }, index) => ({ id: good[index]?.id ?? '', number, isNew })), refused }
}

function read(one: unknown, { ground, actor, now }: { ground: Ground; actor: Actor; now: number }): { id: string; prepared: Prepared } {
  const parsed = SignalForm.safeParse(one)
  if (!parsed.success) throw new Refusal(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issueText(issue)}`).join('；'))
  const { id, lon, lat, crs, at, ...rest } = parsed.data
  const said = Date.parse(at)
  if (said > now + MOST_AHEAD_MS) throw new Refusal('at：时间在将来，请检查设备的时钟')
  if (said < now - MOST_LATE_MS) throw new Refusal('at：时间早于十年前，请检查设备的时钟')
  const by = { ...moverOf(actor), id: null, name: actor.name }
  const prepared = prepare({ ...rest, senderId: `${actor.userId}/${id}`, at: said, takenAt: now, by, point: pointOf({ lon, lat, crs }) }, ground)
  if (!covers(actor.scope, prepared.place.path)) throw new Refusal('位置不在这个接口密钥的范围里')
  return { id, prepared }
}

function idOf(one: unknown): string | null {
  return typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? one.id.toWellFormed().slice(0, 100) : null
}
