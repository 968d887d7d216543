import { Fault } from '@yihu/contracts'
import type { BodyOf, MediationDetail, openMediation } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { covers } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { findByNumber } from '../../../platform/cases/index.ts'
import { consentOf, newMediation } from './flow.ts'
import { monthAfter, numberOf } from './number.ts'
import { findMediation, insertMediation, insertParties, takeNumber } from './repo.ts'
import { detailOf } from './show.ts'

type Form = BodyOf<typeof openMediation>

interface Where {
  readonly path: string
  readonly caseId: string | null
  readonly caseNumber: string | null
}

/**
 * Opens a file of people's mediation, from a case in sight or by itself, and gives it the street's next number of the year.
 * @throws Fault input-invalid, not-found, area-unknown
 */
export async function openFile(context: Context, actor: Actor, { form, ip }: { form: Form; ip: string }): Promise<MediationDetail> {
  const areas = await areasOf(context)
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const where = await whereOf(tx, actor, form)
    const street = areas.byCode(areas.chainOf(where.path).find(({ level }) => level === 'street')?.code ?? '')
    if (!street || !covers(actor.scope, where.path)) throw new Fault('area-unknown', { details: { code: where.path } })
    const parties = form.parties.map(({ side, name, phone, about, agrees }) => ({ id: newId(now), side, name, phone: phone || null, about: about || null, consent: consentOf(agrees) }))
    const year = Number(localDate(now).slice(0, 4))
    const id = newId(now)
    const number = numberOf(street.name, { year, serial: await takeNumber(tx, { street: street.path, year }) })
    await insertMediation(tx, {
      id, street: street.path, number, areaPath: where.path, areaName: areas.fullNameOf(where.path), caseId: where.caseId, caseNumber: where.caseNumber,
      title: form.title, kind: form.kind, origin: form.origin, facts: form.facts, core: newMediation(parties, { mediators: form.mediators, now, by: actor.name }),
      dueDay: monthAfter(localDate(now)), at: new Date(now), byId: actor.userId, byName: actor.name,
    })
    await insertParties(tx, context, { fileId: id, parties })
    await emit(tx, { topic: 'mediation.changed', scopePath: where.path, payload: { id, number } })
    const record = await findMediation(tx, id)
    if (!record) throw new Error('a file just opened must be in sight')
    const detail = await detailOf(tx, context, { record, actor })
    await recordAudit(tx, { at: now, by: actor, action: 'mediation.open', object: number, result: 'done', ip, detail: { parties: parties.length, caseNumber: where.caseNumber } })
    return detail
  })
}

async function whereOf(tx: Tx, actor: Actor, form: Form): Promise<Where> {
  if (form.caseNumber) {
    const found = await findByNumber(tx, form.caseNumber)
    if (!found) throw new Fault('input-invalid', { fields: { caseNumber: '没有找到这个编号的案件，或它不在您的管辖范围' } })
    return { path: found.area_path, caseId: found.id, caseNumber: found.number }
  }
  const path = form.areaPath ?? (actor.scope.paths === '*' ? undefined : actor.scope.paths[0])
  if (path === undefined) throw new Fault('input-invalid', { fields: { areaPath: '请选择纠纷发生的区域' } })
  return { path, caseId: null, caseNumber: null }
}
