import { Fault } from '@yihu/contracts'
import type { BodyOf, endCare, setCareAway } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { bondsOf } from './repo-around.ts'
import { endPerson, setAway } from './repo.ts'
import type { StoredPerson } from './repo.ts'
import { lockActive, said } from './save.ts'

interface By {
  readonly actor: Actor
  readonly ip: string
}

const LONGEST_MS = 400 * 86_400_000

/** Notes that somebody is away from a time until another; alarms of the devices are held back meanwhile. @throws not-found, input-invalid */
export async function goAway(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof setCareAway> }): Promise<void> {
  const now = context.clock.now()
  const [from, until] = [form.from === undefined ? now : Date.parse(form.from), Date.parse(form.until)]
  if (until <= Math.max(from, now)) throw new Fault('input-invalid', { fields: { until: '结束时间要在开始时间和现在以后' } })
  if (until - now > LONGEST_MS) throw new Fault('input-invalid', { fields: { until: '外出最长登记一年；不再住这里的请结束看护' } })
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    await setAway(tx, context, { row, away: { from: new Date(from), until: new Date(until), saidBy: form.saidBy }, at: new Date(now) })
    await said(tx, { id, path: row.area_path, at: now, kind: 'away', text: `登记外出：${timeText(from)} 至 ${timeText(until)}`, by: actor.name })
    await tellAlarms(tx, row, { from, until })
    await record(tx, { at: now, by: actor, action: 'care.away', object: id, result: 'done', ip })
  })
}

/** Notes that somebody is back. @throws not-found */
export async function comeBack(context: Context, { actor, ip }: By, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    if (!row.away_from) return
    await setAway(tx, context, { row, away: null, at: new Date(now) })
    await said(tx, { id, path: row.area_path, at: now, kind: 'back', text: '外出结束', by: actor.name })
    await tellAlarms(tx, row, null)
    await record(tx, { at: now, by: actor, action: 'care.back', object: id, result: 'done', ip })
  })
}

const REASONS = { withdrawn: '撤回同意', moved: '搬走', died: '去世', other: '其他' } as const

/** Ends care: everything personal is deleted, the devices are nobody's. @throws not-found */
export async function end(context: Context, { actor, ip }: By, { id, reason }: { id: string; reason: BodyOf<typeof endCare>['reason'] }): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const row = await lockActive(tx, id)
    await leaveCare(tx, { row, reason, why: REASONS[reason], at: now, by: actor.name })
    await record(tx, { at: now, by: actor, action: 'care.end', object: id, result: 'done', ip, detail: { reason } })
  })
}

interface Leaving {
  readonly row: StoredPerson
  readonly reason: keyof typeof REASONS
  /** In words. */
  readonly why: string
  readonly at: number
  readonly by: string
}

/** What is personal of a locked person is deleted, the devices are nobody's. */
export async function leaveCare(tx: Tx, { row, reason, why, at, by }: Leaving): Promise<void> {
  await tellAlarms(tx, row, null)
  await endPerson(tx, { row, reason, at: new Date(at) })
  await said(tx, { id: row.id, path: row.area_path, at, kind: 'ended', text: `结束看护（${why}）：个人信息、联系人、提醒已删除，设备已解绑`, by })
}

/** `care.away`: from when until when a person, whose devices these are, is away; null, they are not (any more). */
async function tellAlarms(tx: Tx, row: StoredPerson, span: { readonly from: number; readonly until: number } | null): Promise<void> {
  const devices = (await bondsOf(tx, row.id)).map(({ deviceId }) => deviceId)
  await emit(tx, { topic: 'care.away', scopePath: row.area_path, payload: { person: row.id, devices, from: span?.from ?? null, until: span?.until ?? null } })
}
