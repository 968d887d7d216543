import { Fault, HELD_LIMIT } from '@yihu/contracts'
import type { actOnHeld, AnswerOf, BodyOf, listHeld, listHeldHeaps } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record } from '../../audit/index.ts'
import { findByNumber, groundOf, moveCase, prepare, REPORTER, SYSTEM } from '../../cases/index.ts'
import type { RaiseInput } from '../../cases/index.ts'
import { existingFiles } from '../existing-files.ts'
import { takeWithin } from '../take-within.ts'
import type { Taken } from '../take-within.ts'
import type { HeldForm } from './hold.ts'
import { countHeld, decideHeld, forgetHeld, heapOf, heaps, heldInSight, lockHeld } from './repo-held.ts'
import type { HeldRow } from './repo-held.ts'

const HEAPS_SHOWN = 200
const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** Heaps that wait within the clerk's sight. */
export async function listHeaps({ db }: Context, { scope }: Actor): Promise<AnswerOf<typeof listHeldHeaps>> {
  const [rows, total] = await db.transact(scope, async (tx) => [await heaps(tx, HEAPS_SHOWN), await countHeld(tx)] as const)
  const found = rows.map(({ heap, reason, title, count, senders, since }) => ({ heap, reason: reason as 'same' | 'sender' | 'flood', title, count: Number(count), senders, since: since.toISOString() })) // checked by the table
  return { heaps: found, total }
}

/** The first reports of a heap. */
export async function openHeap({ db }: Context, { scope }: Actor, heap: string): Promise<AnswerOf<typeof listHeld>> {
  const rows = await db.transact(scope, (tx) => heapOf(tx, heap, HELD_LIMIT))
  return { reports: rows.map(({ id, number, title, text, area_name: areaName, at }) => ({ id, number, title, text, areaName, at: at.toISOString() })) }
}

type Acting = BodyOf<typeof actOnHeld> & { readonly ip: string }

/**
 * Takes held reports each as a case, or all as one (the first of them, or a case that stands: reporters follow it), or
 * drops them with a reason their reporters read. What somebody else decided meanwhile is left as it is.
 * @throws not-found, input-invalid, merge-target-invalid
 */
export async function decide(context: Context, actor: Actor, { ids, act, into, note = '', ip }: Acting): Promise<AnswerOf<typeof actOnHeld>> {
  if (act === 'drop' && note.trim() === '') throw new Fault('input-invalid', { fields: { note: '请写明为什么不受理，报事人看得到' } })
  const at = context.clock.now()
  const [seen, target] = await context.db.transact(actor.scope, async (tx) => [await heldInSight(tx, ids), into === undefined ? undefined : await findByNumber(tx, into.trim())] as const)
  if (seen.length < new Set(ids).size) throw new Fault('not-found')
  if (act === 'join' && into !== undefined && !target) throw new Fault('merge-target-invalid')
  return context.db.transact(systemScope, async (tx) => {
    const rows = await lockHeld(tx, seen)
    const taken = act === 'drop' || rows.length === 0 ? [] : await takeRows(tx, context, rows)
    if (act === 'join') await joinAll(tx, context, { taken, into: target?.id ?? taken[0]?.caseId, by: actor.name })
    await decideHeld(tx, rows.map(({ id }) => id), { state: act === 'drop' ? 'dropped' : 'taken', note, by: actor.name, at: new Date(at) })
    await record(tx, { at, by: actor, action: `held.${act}`, object: rows[0]?.title ?? '', result: 'done', ip, detail: { count: rows.length, numbers: rows.map(({ number }) => number), into: into ?? null, note } })
    return { decided: rows.length, numbers: taken.map(({ number }) => number) }
  })
}

/** Each becomes the case of its own id, so that its receipt opens it. */
async function takeRows(tx: Tx, context: Context, rows: readonly HeldRow[]): Promise<Taken[]> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  const inputs = await Promise.all(rows.map(async ({ id, form, contact, at }): Promise<RaiseInput> => {
    const kept = form as HeldForm // written by this module alone
    return {
      ...kept, id, at: at.getTime(), takenAt: now, by: REPORTER, files: await existingFiles(context, kept.files ?? []),
      ...(contact ? { contact: JSON.parse(context.vault.open('held.contact', contact)) as NonNullable<RaiseInput['contact']> } : {}), // sealed by this module
    }
  }))
  return takeWithin(tx, context, inputs.map((input) => prepare(input, ground)))
}

async function joinAll(tx: Tx, context: Context, { taken, into, by }: { taken: readonly Taken[]; into: string | undefined; by: string }): Promise<void> {
  if (into === undefined) return
  const ground = await groundOf(context)
  for (const { caseId } of taken.filter((one) => one.caseId !== into)) {
    await moveCase(tx, context, { ground, request: { caseId, move: { move: 'merge', into, consent: `${by}核对后认为是同一件` }, by: SYSTEM } })
  }
}

/** Job: what was dropped is kept for the reporter to read, then deleted. */
export async function forgetDropped({ db, clock }: Context): Promise<void> {
  await db.transact(systemScope, (tx) => forgetHeld(tx, new Date(clock.now() - KEPT_DAYS * DAY_MS)))
}
