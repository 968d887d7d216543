import { Fault, VisitForm } from '@yihu/contracts'
import type { RoutineForm, VisitReceipt } from '@yihu/contracts'
import { isEvening, localDate, localTime, VISIT_SUBJECTS } from '@yihu/domain'
import type { VisitAct } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { offlineAction } from '../../kernel/module.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { needOwn } from '../../platform/pool/index.ts'
import { keepPhotos } from './photos.ts'
import { insertVisit, receiptOf } from './repo-visit.ts'
import { routinesOf } from './routines.ts'
import { placeOfSubject } from './subjects.ts'
import { takeOver, verifiedAs } from './verify.ts'

/** A visit as it comes in, with the id that the phone gave it. */
export interface NewVisit {
  readonly id: string
  /** When it was, by the phone; a clock that runs ahead is set back to now. */
  readonly at: Date
  readonly visit: VisitForm
  readonly actor: Actor
  readonly ip: string | null
}

/**
 * Writes a visit down once and takes what was verified into the pool. Evening and stairs are reckoned here, so nobody has
 * to claim them. @throws not-found, pool-elsewhere, routine-unknown, visit-not-kept, conflict, permission-missing, input-invalid, pool-entry-closed
 */
export async function visitOnce(tx: Tx, context: Context, { id, at: said, visit, actor, ip }: NewVisit): Promise<VisitReceipt> {
  const now = context.clock.now()
  const at = new Date(Math.min(said.getTime(), now))
  const place = await placeOfSubject(tx, { tree: await areasOf(context), scope: actor.scope, kind: visit.subject.kind, id: visit.subject.id })
  if (!place) throw new Fault('not-found')
  await needOwn(context, actor, { areaPath: place.path })
  const routine = await routineOf(tx, context, visit)
  // What is destroyed at the end of a campaign must not live on in the registers.
  if (routine?.isDestroyed && (visit.verified.length > 0 || visit.result === 'moved')) throw new Fault('visit-not-kept', { details: { routine: routine.name } })
  const act = actOf(visit, routine)
  const flights = visit.subject.kind === 'organisation' || act === 'call' ? 0 : Math.max(0, (place.floor ?? 1) - 1)
  const plain: VisitReceipt = { id, at: at.toISOString(), isEvening: isEvening(localTime(at.getTime())), flights, taken: [], kept: [], warnings: {} }
  const isNew = await insertVisit(tx, {
    id, path: place.path, kind: visit.subject.kind, subjectId: visit.subject.id, routine: visit.routine ?? null, act, result: visit.result, day: localDate(at.getTime()), at,
    receivedAt: new Date(now), isEvening: plain.isEvening, flights, note: visit.notes ? context.vault.seal('visit.note', visit.notes) : null,
    verified: verifiedAs(visit.verified), receipt: plain, byId: actor.userId, byName: actor.name,
  })
  if (!isNew) return again(tx, id)
  await emit(tx, { topic: 'grid.visited', scopePath: place.path, payload: { kind: visit.subject.kind, ...(routine?.isDestroyed ? {} : { id: visit.subject.id }), routine: visit.routine ?? null } })
  const receipt = visit.verified.length > 0 || visit.result === 'moved' ? await takeOver(tx, context, { visit, actor, ip, at, plain }) : plain
  if (visit.photos.length > 0) await keepPhotos(tx, { visitId: id, path: place.path, ids: visit.photos, by: actor.userId })
  return receipt
}

async function again(tx: Tx, id: string): Promise<VisitReceipt> {
  const receipt = await receiptOf(tx, id)
  if (!receipt) throw new Fault('conflict')
  return receipt
}

function actOf({ subject: { kind } }: VisitForm, routine: RoutineForm | null): VisitAct {
  return routine?.act ?? (kind === 'grid' || kind === 'part' ? 'patrol' : 'visit')
}

/** What the visit is for; null: for nothing that was asked. @throws routine-unknown */
async function routineOf(tx: Tx, context: Context, { routine: id, subject: { kind } }: VisitForm): Promise<RoutineForm | null> {
  if (id === undefined) return null
  const routine = (await routinesOf(tx, await streetOf(context))).find((one) => one.id === id)
  if (!routine || routine.form.subject !== kind) throw new Fault('routine-unknown', { details: { routine: routine?.form.name ?? id, subject: VISIT_SUBJECTS[kind] } })
  return routine.form
}

/** The same from a phone that had no signal. */
export const visitAction = offlineAction({
  kind: 'visit.record', permission: 'grid.visit', body: VisitForm,
  apply: (tx, context, { id, at, actor, body }) => visitOnce(tx, context, { id, at, visit: body, actor, ip: null }),
  together: {
    // What is verified goes into the pool and the trail of looks, which others wait for; photos are taken beyond the actor's sight.
    fits: ({ verified: said, result, photos }) => said.length === 0 && result !== 'moved' && photos.length === 0,
    async apply(tx, context, actions) {
      const receipts: VisitReceipt[] = []
      for (const { id, at, actor, body } of actions) receipts.push(await visitOnce(tx, context, { id, at, visit: body, actor, ip: null }))
      return receipts
    },
  },
})
