import { Fault } from '@yihu/contracts'
import type { DeliberationActForm } from '@yihu/contracts'
import { settlePaper, writtenKey } from '@yihu/domain'
import type { Tx } from '../../../kernel/db/index.ts'
import { isByArea } from './core.ts'
import type { Effect } from './core.ts'
import type { DeliberationRecord } from './repo.ts'
import { paperEntries, rollOf, setExcluded } from './repo-vote.ts'
import type { Household } from './repo-vote.ts'

/** The household of a roll that somebody means, however they typed it. */
export function householdNamed(roll: readonly Household[], typed: string): Household | undefined {
  return roll.find(({ code }) => writtenKey(code) === writtenKey(typed))
}

/** How a household has voted already: as long as the papers are not settled, one that a single person has counted is a vote too. Settled, those that stand are marked, and who was only miscounted may vote. */
export async function votedWay(tx: Tx, { deliberationId, code, voted }: Household): Promise<Household['voted']> {
  if (voted !== null) return voted
  const entries = await paperEntries(tx, deliberationId)
  return settlePaper(entries).entry === null && entries.some(({ households }) => households.includes(code)) ? 'paper' : null
}

/** A household with an interest of its own neither votes nor counts, as long as it has not voted; taken back, it votes again. @throws input-invalid */
export async function exclude(tx: Tx, { id, core }: DeliberationRecord, { code, reason, isLifted }: Extract<DeliberationActForm, { act: 'exclude' }>): Promise<Effect> {
  const household = householdNamed(await rollOf(tx, id), code)
  if (!household) throw new Fault('input-invalid', { fields: { code: '名册里没有这一户' } })
  if (isLifted && household.excluded === null) throw new Fault('input-invalid', { fields: { code: '这一户没有回避' } })
  if (isLifted && core.state === 'voting' && isByArea(core) && household.squareMetres === 0) throw new Fault('input-invalid', { fields: { code: '这一户没写面积，这件事面积也要算，已经开始表决，不能恢复投票' } })
  if (!isLifted && (await votedWay(tx, household)) !== null) throw new Fault('input-invalid', { fields: { code: '这一户已经投过票，不能再改成回避' } })
  await setExcluded(tx, { id: household.id, reason: isLifted ? null : reason })
  return { text: isLifted ? `1 户不再回避，可以投票，也计入应到：${reason}` : `1 户回避，不投票，也不计入应到：${reason}` }
}
