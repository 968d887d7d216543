import { DISPUTE_KINDS } from '@yihu/contracts'
import type { FileRef, MediationDetail, MediationOrigin, MediationRow } from '@yihu/contracts'
import { localDate, maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { possibleSteps, waitingFor } from './flow.ts'
import type { MediationCore } from './flow.ts'
import { documentsOf, partiesOf } from './repo.ts'
import type { MediationRecord, PartyIdentity } from './repo.ts'

const DAY_MS = 86_400_000
/** Both parties may ask the court to confirm an agreement within thirty days (art. 33). */
const CONFIRM_DAYS = 30

/** A line of the list. */
export function rowOf(record: MediationRecord, now: number): MediationRow {
  const { core, kind } = record
  return {
    id: record.id, number: record.number, version: record.version, title: record.title, kind,
    kindName: Object.hasOwn(DISPUTE_KINDS, kind) ? DISPUTE_KINDS[kind as keyof typeof DISPUTE_KINDS] : kind, // checked on the left
    state: core.state, areaPath: record.area_path, areaName: record.area_name, mediators: [...core.mediators], openedAt: record.opened_at.toISOString(), dueDay: record.due_day,
    isLate: core.state === 'open' && localDate(now) > record.due_day, waitsFor: waitingFor(core).text,
    caseRef: record.case_id && record.case_number ? { id: record.case_id, number: record.case_number } : null,
  }
}

/** A whole file; names and phones masked. */
export async function detailOf(tx: Tx, context: Context, { record, actor }: { record: MediationRecord; actor: Actor }): Promise<MediationDetail> {
  const { core } = record
  const identities = new Map((await partiesOf(tx, context, record.id)).map((party) => [party.id, party]))
  const documents = new Map((await documentsOf(tx, record.id)).map((document) => [document.id, document]))
  const files = (ids: readonly string[]): FileRef[] => ids.flatMap((id) => documents.get(id) ?? [])
  return {
    ...rowOf(record, context.clock.now()),
    origin: record.origin as MediationOrigin, // checked by the table
    facts: record.facts, openedBy: record.opened_name,
    parties: core.parties.flatMap((party) => partyOf(party, identities.get(party.id)) ?? []),
    sessions: core.sessions.map((session) => ({ ...session, documents: files(session.documents) })),
    agreement: core.agreement && agreementOf(core.agreement, files),
    result: core.result && { ...core.result, at: new Date(core.result.at).toISOString() },
    followUps: core.followUps.map((followUp) => ({ ...followUp })),
    history: core.history.map(({ at, by, title }) => ({ at: new Date(at).toISOString(), by, title })),
    steps: actor.permissions.has('mediation.write') ? possibleSteps(core) : [],
  }
}

function partyOf({ id, side, consent, consentAt, consentNote }: MediationCore['parties'][number], identity: PartyIdentity | undefined): MediationDetail['parties'][number] | null {
  if (!identity) return null
  return {
    id, side, name: maskName(identity.name), phone: identity.phone && maskPhone(identity.phone), about: identity.about === null ? null : '已填写，查看时显示',
    consent, consentAt: consentAt === null ? null : new Date(consentAt).toISOString(), consentNote,
  }
}

function agreementOf(agreement: NonNullable<MediationCore['agreement']>, files: (ids: readonly string[]) => FileRef[]): MediationDetail['agreement'] {
  const { effectiveAt } = agreement
  return {
    ...agreement, at: new Date(agreement.at).toISOString(), effectiveAt: effectiveAt === null ? null : new Date(effectiveAt).toISOString(),
    confirmUntil: effectiveAt === null ? null : localDate(effectiveAt + CONFIRM_DAYS * DAY_MS), documents: files(agreement.documents),
  }
}
