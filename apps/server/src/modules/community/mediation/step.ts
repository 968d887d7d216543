import { Fault, MEDIATION_STATES, MEDIATION_STEPS } from '@yihu/contracts'
import type { MediationDetail, MediationStep } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { nextMediation } from './flow.ts'
import { performDayOf } from './perform-day.ts'
import { documentsOf, findMediation, insertParties, updateMediation, updateParty } from './repo.ts'
import type { MediationRecord } from './repo.ts'
import { detailOf } from './show.ts'

interface Stepping {
  readonly id: string
  readonly version: number
  readonly step: MediationStep
  readonly ip: string
}

/**
 * One step on a file: lock it within the actor's scope, ask the flow, write file, parties, outbox and audit; one transaction.
 * @throws Fault not-found, conflict, mediation-… of the flow
 */
export async function takeStep(context: Context, actor: Actor, { id, version, step, ip }: Stepping): Promise<MediationDetail> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const record = await findMediation(tx, id, { isLocked: true })
    if (!record) throw new Fault('not-found')
    if (record.version !== version) throw new Fault('conflict', { current: { version: record.version, state: record.core.state } })
    await checkDocuments(tx, record, step)
    const partyId = newId(now)
    const next = nextMediation(record.core, step, { now, by: actor.name, newId: partyId })
    if (!next.ok) throw new Fault(next.code, { details: { step: MEDIATION_STEPS[step.step], state: MEDIATION_STATES[record.core.state] } })
    await keepParty(tx, context, { fileId: id, partyId, step })
    await updateMediation(tx, record, { core: next.core, performDay: performDayOf(next.core), words: step.step === 'amend' ? step : record })
    await emit(tx, { topic: 'mediation.changed', scopePath: record.area_path, payload: { id, number: record.number } })
    const after = await findMediation(tx, id)
    if (!after) throw new Fault('not-found')
    const detail = await detailOf(tx, context, { record: after, actor })
    await recordAudit(tx, { at: now, by: actor, action: `mediation.${step.step}`, object: record.number, result: 'done', ip, detail: { from: record.core.state, to: next.core.state } })
    return detail
  })
}

/** What a step says of a party goes into the encrypted columns, never into the flow's state. */
async function keepParty(tx: Tx, context: Context, { fileId, partyId, step }: { fileId: string; partyId: string; step: MediationStep }): Promise<void> {
  if (step.step === 'add-party') {
    const { side, name, phone, about } = step.party
    await insertParties(tx, context, { fileId, parties: [{ id: partyId, side, name, phone: phone || null, about: about || null }] })
  }
  if (step.step === 'amend-party') await updateParty(tx, context, { ...step, id: step.partyId })
}

/** A step names only documents of its own file. */
async function checkDocuments(tx: Tx, record: MediationRecord, step: MediationStep): Promise<void> {
  const named = 'documents' in step ? step.documents : []
  if (named.length === 0) return
  const known = new Set((await documentsOf(tx, record.id)).map(({ id }) => id))
  if (!named.every((one) => known.has(one))) throw new Fault('mediation-document-unknown')
}
