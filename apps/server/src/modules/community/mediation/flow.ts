import type { ErrorCode, MediationState, MediationStep, MediationStepName, PartySide, Performance } from '@yihu/contracts'
import { MEDIATION_STEPS } from '@yihu/contracts'

export type Consent = 'waiting' | 'agreed' | 'refused'

interface PartyState {
  readonly id: string
  readonly side: PartySide
  readonly consent: Consent
  readonly consentAt: number | null
  readonly consentNote: string
}

interface Session {
  readonly id: string
  readonly at: string
  readonly place: string
  readonly present: string
  readonly record: string
  readonly by: string
  readonly documents: readonly string[]
}

interface Agreement {
  readonly at: number
  readonly form: 'written' | 'oral'
  readonly facts: string
  readonly liability: string
  readonly terms: string
  readonly performance: string
  readonly dueDay: string | null
  readonly effectiveAt: number | null
  readonly documents: readonly string[]
}

interface FollowUp {
  readonly at: string
  readonly performance: Performance
  readonly note: string
  readonly by: string
}

/** Everything the flow of a mediation decides on; stored as JSON of one row. Instants are epoch milliseconds. */
export interface MediationCore {
  readonly state: MediationState
  readonly parties: readonly PartyState[]
  readonly mediators: readonly string[]
  readonly sessions: readonly Session[]
  readonly agreement: Agreement | null
  readonly result: { readonly at: number; readonly reason: string; readonly court: string | null } | null
  readonly followUps: readonly FollowUp[]
  readonly history: readonly { readonly at: number; readonly by: string; readonly title: string }[]
}

interface StepContext {
  readonly now: number
  readonly by: string
  /** An id for what the step adds. */
  readonly newId: string
}

type Change = Partial<MediationCore>
type StepOf<N extends MediationStepName> = Extract<MediationStep, { step: N }>
export type MediationNext = { readonly ok: true; readonly core: MediationCore } | { readonly ok: false; readonly code: Extract<ErrorCode, `mediation-${string}`> }

/** From which states a step is made. */
const FROM: Readonly<Record<MediationStepName, readonly MediationState[]>> = {
  'add-party': ['open'], 'record-consent': ['open'], assign: ['open'], 'hold-session': ['open'], agree: ['open'], 'attach-signed': ['agreed'], fail: ['open'],
  'to-court': ['open', 'failed'], 'follow-up': ['agreed'], amend: ['open'], 'amend-party': ['open', 'agreed'],
}

const stepNames = Object.keys(FROM) as MediationStepName[] // keys of a literal table

/** A file as it is opened. */
export function newMediation(parties: readonly Pick<PartyState, 'id' | 'side' | 'consent'>[], { mediators, now, by }: { mediators: readonly string[]; now: number; by: string }): MediationCore {
  return {
    state: 'open',
    // Field by field: whoever opens a file holds names and phones too, which must never stand here.
    parties: parties.map(({ id, side, consent }) => ({ id, side, consent, consentAt: consent === 'waiting' ? null : now, consentNote: '' })), mediators, sessions: [],
    agreement: null, result: null, followUps: [], history: [{ at: now, by, title: '建立卷宗' }],
  }
}

/**
 * The next state of a mediation: pure, and the only place where it changes.
 * People's Mediation Law: voluntary, nobody is mediated who has refused (art. 17); recorded (27); an agreement between
 * all parties with its contents (28, 29); in force when signed, an oral one at once (30); ended with a word on other ways (26).
 */
export function nextMediation(core: MediationCore, step: MediationStep, context: StepContext): MediationNext {
  const code = FROM[step.step].includes(core.state) ? guard(core, step) : 'mediation-not-now'
  if (code) return { ok: false, code }
  // The table is keyed by the same name the union is discriminated by.
  const effect = EFFECTS[step.step] as (core: MediationCore, step: MediationStep, context: StepContext) => Change
  const line = { at: context.now, by: context.by, title: titleOf(step) }
  return { ok: true, core: { ...core, ...effect(core, step, context), history: [...core.history, line] } }
}

function guard(core: MediationCore, step: MediationStep): Extract<ErrorCode, `mediation-${string}`> | null {
  if (step.step === 'record-consent' || step.step === 'amend-party') return core.parties.some(({ id }) => id === step.partyId) ? null : 'mediation-party-unknown'
  if (step.step !== 'hold-session' && step.step !== 'agree') return null
  if (core.parties.some(({ consent }) => consent === 'refused')) return 'mediation-refused'
  if (core.mediators.length === 0) return 'mediation-mediator-missing'
  if (step.step === 'hold-session') return null
  if (!hasBothSides(core)) return 'mediation-parties-missing'
  if (core.parties.some(({ consent }) => consent === 'waiting')) return 'mediation-consent-missing'
  return core.sessions.length === 0 ? 'mediation-session-missing' : null
}

/** Whether somebody stands on either side. */
function hasBothSides({ parties }: MediationCore): boolean {
  return parties.some(({ side }) => side === 'applicant') && parties.some(({ side }) => side === 'respondent')
}

const EFFECTS: { [N in MediationStepName]: (core: MediationCore, step: StepOf<N>, context: StepContext) => Change } = {
  'add-party': (core, { party }, { newId, now }) => ({
    parties: [...core.parties, { id: newId, side: party.side, consent: consentOf(party.agrees), consentAt: party.agrees === undefined ? null : now, consentNote: '' }],
  }),
  'record-consent': (core, { partyId, agrees, note }, { now }) => ({
    parties: core.parties.map((party) => (party.id === partyId ? { ...party, consent: consentOf(agrees), consentAt: now, consentNote: note ?? '' } : party)),
  }),
  assign: (_core, { mediators }) => ({ mediators }),
  'hold-session': (core, { at, place, present, record, documents }, { by, newId }) => ({ sessions: [...core.sessions, { id: newId, at, place, present, record, by, documents }] }),
  agree: (_core, { form, facts, liability, terms, performance, dueDay, documents }, { now }) => ({
    state: 'agreed',
    agreement: { at: now, form, facts, liability, terms, performance, dueDay: dueDay ?? null, effectiveAt: form === 'oral' || documents.length > 0 ? now : null, documents },
  }),
  'attach-signed': ({ agreement }, { documents }, { now }) => ({
    agreement: agreement && { ...agreement, documents: [...agreement.documents, ...documents], effectiveAt: agreement.effectiveAt ?? now },
  }),
  fail: (_core, { reason }, { now }) => ({ state: 'failed', result: { at: now, reason, court: null } }),
  'to-court': (_core, { reason, court }, { now }) => ({ state: 'court', result: { at: now, reason, court } }),
  // What these correct stands outside of the flow; the history says that and why.
  amend: () => ({}),
  'amend-party': () => ({}),
  'follow-up': (core, { at, performance, note }, { by }) => ({ followUps: [...core.followUps, { at, performance, note, by }] }),
}

/** What somebody said about being mediated. */
export function consentOf(agrees: boolean | undefined): Consent {
  if (agrees === undefined) return 'waiting'
  return agrees ? 'agreed' : 'refused'
}

function titleOf(step: MediationStep): string {
  if (step.step === 'record-consent') return step.agrees ? '当事人同意调解' : '当事人拒绝调解'
  if (step.step === 'amend' || step.step === 'amend-party') return `${MEDIATION_STEPS[step.step]}：${step.reason}`
  if (step.step === 'assign') return `指定调解员：${step.mediators.join('、')}`
  return MEDIATION_STEPS[step.step]
}

/** Whether an agreement has been kept, by the latest follow-up. */
export function isPerformed({ followUps }: Pick<MediationCore, 'followUps'>): boolean {
  return followUps.at(-1)?.performance === 'done'
}

/** What the file waits for: the words, and the step that brings it on. */
export function waitingFor(core: MediationCore): { readonly text: string; readonly step: MediationStepName | null } {
  if (core.state === 'failed' || core.state === 'court') return { text: '已结束', step: null }
  if (core.state === 'agreed') {
    if (core.agreement?.effectiveAt === null) return { text: '等签字的协议', step: 'attach-signed' }
    return isPerformed(core) ? { text: '协议已履行', step: null } : { text: '等回访履行情况', step: 'follow-up' }
  }
  if (core.parties.some(({ consent }) => consent === 'refused')) return { text: '有当事人拒绝调解', step: 'fail' }
  if (!hasBothSides(core)) return { text: '等补齐双方当事人', step: 'add-party' }
  if (core.parties.some(({ consent }) => consent === 'waiting')) return { text: '等当事人表明意愿', step: 'record-consent' }
  if (core.mediators.length === 0) return { text: '等指定调解员', step: 'assign' }
  return core.sessions.length === 0 ? { text: '等第一次调解', step: 'hold-session' } : { text: '调解中，等达成协议', step: 'agree' }
}

/** The steps that may be made now, the one it waits for first. */
export function possibleSteps(core: MediationCore): { step: MediationStepName; label: string; isPrimary: boolean }[] {
  const wanted = waitingFor(core).step
  return stepNames
    .filter((name) => FROM[name].includes(core.state))
    .map((step) => ({ step, label: MEDIATION_STEPS[step], isPrimary: step === wanted }))
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
}
