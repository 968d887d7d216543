import { CODE_KINDS, Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, changeCode, issueCodes } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { placesIn } from './places.ts'
import type { DeviceSource } from './places.ts'
import { findCode, insertCodes, updateCode } from './repo.ts'
import type { Place, PlaceCode } from './repo.ts'

interface Issuing {
  readonly form: BodyOf<typeof issueCodes>
  readonly ip: string
  readonly source: DeviceSource
}

/**
 * Issues codes for every place of a kind in an area that has none, or for one service point (服务点) that is named.
 * @throws area-unknown, input-invalid
 */
export async function issue(context: Context, actor: Actor, { form, ip, source }: Issuing): Promise<AnswerOf<typeof issueCodes>> {
  const tree = await areasOf(context)
  const area = tree.byPath(form.area)
  if (!area || !covers(actor.scope, area.path)) throw new Fault('area-unknown', { details: { code: form.area } })
  const at = context.clock.now()
  const { kind } = form
  return context.db.transact(actor.scope, async (tx) => {
    const places = kind === 'point' ? [pointOf(form, area.point)] : await placesIn(tx, { kind, path: area.path, tree, source })
    const issued = await insertCodes(tx, places, { at: new Date(at), by: actor.name })
    const object = kind === 'point' ? form.name : `${area.name}的${CODE_KINDS[kind]}`
    await record(tx, { at, by: actor, action: 'code.issue', object: object ?? null, result: 'done', ip, detail: { kind, area: area.path, issued } })
    return { issued, kept: places.length - issued }
  })
}

function pointOf({ name, address, area }: BodyOf<typeof issueCodes>, middle: Place['point']): Place {
  if (!name) throw new Fault('input-invalid', { fields: { name: '请填写服务点名称' } })
  return { kind: 'point', ref: `${area} ${name}`, path: area, name, address: address || name, point: middle }
}

interface Changing {
  readonly id: number
  readonly form: BodyOf<typeof changeCode>
  readonly ip: string
}

/**
 * Puts a code out of force, or issues it anew: what was printed before stops counting at once, on every server.
 * @throws not-found, conflict when somebody else changed it meanwhile
 */
export async function change(context: Context, actor: Actor, { id, form, ip }: Changing): Promise<PlaceCode> {
  const at = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const code = await findCode(tx, id, { isLocked: true })
    if (!code) throw new Fault('not-found')
    if (code.version !== form.version || (form.change === 'revoke' && code.state === 'revoked')) throw new Fault('conflict')
    const next = form.change === 'revoke' ? { version: code.version, state: 'revoked' as const } : { version: code.version + 1, state: 'active' as const }
    await updateCode(tx, id, { ...next, at: new Date(at), by: actor.name, reason: form.reason })
    await record(tx, { at, by: actor, action: `code.${form.change}`, object: code.name, purpose: form.reason, result: 'done', ip, detail: { id, version: next.version } })
    return { ...code, ...next, issuedAt: new Date(at), issuedBy: actor.name, reason: form.reason }
  })
}
