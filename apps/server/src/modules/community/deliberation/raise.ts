import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, DeliberationDetail, ProposalForm, raiseProposal } from '@yihu/contracts'
import { localDate, personalIn } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { covers, systemScope } from '../../../kernel/db/index.ts'
import type { Scope, Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { queryCodeOf } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { needProof } from '../../../platform/signals/index.ts'
import { newDeliberation } from './core.ts'
import { detailOf } from './detail.ts'
import { telephoneOf } from './telephone.ts'
import { countUndecided, findBy, findDeliberation, insertDeliberations, lockPhone, takeSerial } from './repo.ts'

/** So many proposals may one telephone have before the community at a time. */
const MOST_UNDECIDED = 3

/** A resident proposes: the device works first unless the telephone is known, the community looks before everybody reads. The same client id twice is one proposal. @throws input-invalid, proof-needed, proposal-personal, proposal-too-many, area-unknown */
export async function raise(context: Context, { body: { proof, ...written }, own }: { readonly body: BodyOf<typeof raiseProposal>; readonly own: string | null }): Promise<AnswerOf<typeof raiseProposal>> {
  const { phone, isVerified } = telephoneOf(written.phone, own)
  const form = { ...written, phone }
  if (!isVerified) needProof(context, { subject: form.clientId, proof })
  return context.db.transact(systemScope, async (tx) => {
    const id = await keep(tx, context, { form, isVerified, scope: { paths: [await streetOf(context)] }, enteredBy: null })
    const record = await findDeliberation(tx, id)
    return { id, number: record?.number ?? '', queryCode: queryCodeOf(context, id) }
  })
}

/** Staff enters what a resident proposes by telephone or at the desk. */
export async function enter(context: Context, actor: Actor, { form, ip }: { readonly form: ProposalForm; readonly ip: string }): Promise<DeliberationDetail> {
  return context.db.transact(actor.scope, async (tx) => {
    const id = await keep(tx, context, { form, scope: actor.scope, enteredBy: actor.name })
    const record = await findDeliberation(tx, id)
    if (!record) throw new Fault('not-found')
    const detail = await detailOf(tx, context, { record, actor })
    await recordAudit(tx, { at: context.clock.now(), by: actor, action: 'deliberation.enter', object: record.number, result: 'done', ip, detail: { id } })
    return detail
  })
}

interface Keeping {
  readonly form: ProposalForm
  readonly isVerified?: boolean
  /** Where its community must lie. */
  readonly scope: Pick<Scope, 'paths'>
  readonly enteredBy: string | null
}

async function keep(tx: Tx, context: Context, { form, isVerified = false, scope, enteredBy }: Keeping): Promise<string> {
  const [areas, now] = [await areasOf(context), context.clock.now()]
  const area = areas.byPath(form.areaPath)
  if (area?.level !== 'community' || !covers(scope, area.path)) throw new Fault('area-unknown', { details: { code: form.areaPath } })
  refusePersonal(form)
  await lockPhone(tx, context, form.phone)
  const before = await findBy(tx, { column: 'client_id', value: form.clientId })
  if (before) return before.id
  // Whoever writes a number need not be its owner: it neither counts for the owner nor tells of them.
  const count = isVerified || enteredBy !== null ? await countUndecided(tx, context, form.phone) : 0
  if (count >= MOST_UNDECIDED) throw new Fault('proposal-too-many', { details: { count } })
  const id = newId(now)
  await insertDeliberations(tx, context, [{
    id, path: area.path, areaName: area.name, number: await numberFor(tx, { path: area.path, at: now }), clientId: form.clientId, title: form.title, text: form.text, place: form.place ?? '',
    core: newDeliberation({ now, by: enteredBy ?? '居民' }), name: form.name, phone: form.phone, isVerified, at: new Date(now), publishedAt: null, enteredBy,
  }])
  await emit(tx, { topic: 'deliberation.changed', scopePath: area.path, payload: { id } })
  return id
}

/** 「Y2026-0001」: the street's proposals of one year in one series; what a resident types. */
export async function numberFor(tx: Tx, { path, at }: { readonly path: string; readonly at: number }): Promise<string> {
  const year = Number(localDate(at).slice(0, 4))
  const serial = await takeSerial(tx, { street: path.split('.').slice(0, -1).join('.'), year })
  return `Y${year}-${String(serial).padStart(4, '0')}`
}

/** Everybody reads a proposal: mobile telephones, identity and plate numbers do not belong in it; an office's own telephone may stand. @throws proposal-personal */
function refusePersonal({ title, text, place = '' }: ProposalForm): void {
  const found = personalIn(`${title}\n${text}\n${place}`).filter((one) => one.kind !== 'person' && !(one.kind === 'phone' && /^[02-9]/u.test(one.text)))
  if (found.length > 0) throw new Fault('proposal-personal', { details: { found: found.map((one) => one.text).slice(0, 5).join('、') } })
}
