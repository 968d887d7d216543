import { Fault } from '@yihu/contracts'
import type { DeliberationActForm } from '@yihu/contracts'
import { writtenKey } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { dwellingsIn } from '../../../platform/pool/index.ts'
import type { Effect } from './core.ts'
import type { DeliberationRecord } from './repo.ts'
import { clearRoll, exclusionsOf, insertHouseholds } from './repo-vote.ts'
import { voteCodeIndex, voteCodeOf } from './vote-codes.ts'

const MOST = 5000

/**
 * Who may vote: the dwellings of the pool within an area of the community, or a list of one's own; a new roll replaces the old one and its codes. Who was excluded stays so, also when a roll in between does not name them.
 * @throws input-invalid: nothing there, outside of the community, or a household named twice
 */
export async function setRoll(tx: Tx, context: Context, { record, form: { areaPath, houses } }: { record: DeliberationRecord; form: Extract<DeliberationActForm, { act: 'set-roll' }> }): Promise<Effect> {
  const areas = await areasOf(context)
  if (areaPath !== undefined && (!areas.byPath(areaPath) || !isWithin(areaPath, record.path))) throw new Fault('input-invalid', { fields: { areaPath: '请选择本社区里的小区或楼' } })
  const found = areaPath === undefined ? houses : (await dwellingsIn(tx, { path: areaPath, limit: MOST + 1 })).map(({ areaPath: path, unit, room, squareMetres }) => ({
    code: `${areas.chainOf(path).filter(({ level }) => level === 'estate' || level === 'building').map(({ name }) => name).join('')}${unit ? `${unit}单元` : ''}${room}`, squareMetres: squareMetres ?? 0,
  }))
  const where = areaPath === undefined ? 'houses' : 'areaPath'
  if (found.length === 0) throw new Fault('input-invalid', { fields: { [where]: areaPath === undefined ? '请至少写一户' : '数据池里这一片还没有登记住房，请改选，或者自己列出各户' } })
  if (found.length > MOST) throw new Fault('input-invalid', { fields: { [where]: `超过 ${MOST} 户，请按小区或楼分开议` } })
  const [twice] = [...Map.groupBy(found, ({ code }) => writtenKey(code)).values()].filter((some) => some.length > 1)
  if (twice) throw new Fault('input-invalid', { fields: { [where]: `${twice.map(({ code }) => `“${code}”`).join('和')}是同一户，写了两次，一户只能有一个` } })
  const now = context.clock.now()
  const before = await exclusionsOf(tx, record.id)
  const [excluded, named] = [new Map(before.map((one) => [writtenKey(one.code), one.excluded])), new Set(found.map(({ code }) => writtenKey(code)))]
  const missing = before.filter(({ code }) => !named.has(writtenKey(code))).map((one) => ({ ...one, isOnRoll: false }))
  await clearRoll(tx, record.id)
  await insertHouseholds(tx, [...found.map((one) => ({ ...one, excluded: excluded.get(writtenKey(one.code)) ?? null })), ...missing].map((one) => {
    const household = { ...one, id: newId(now), deliberationId: record.id, turn: 1 }
    return { ...household, codeIndex: voteCodeIndex(context, voteCodeOf(context, household)) }
  }))
  return { text: `${areaPath === undefined ? '' : `${areas.nameOf(areaPath)}，`}共 ${found.length} 户，一户一票；票码入户送达。` }
}
