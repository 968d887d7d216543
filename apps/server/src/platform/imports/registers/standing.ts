import type { Register } from '@yihu/domain'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { standingsOf } from '../../pool/index.ts'
import type { Batch, Standing } from '../../pool/index.ts'

/** What is said of a row whose entry belongs to somebody else. */
const ELSEWHERE: Readonly<Record<Register, string>> = {
  person: '这个人登记在别的社区，请由那里办理迁出', household: '这一户登记在别的社区，请由那里更新或注销', house: '这处房屋登记在别的社区，请核对地址码，或由那里更新', organisation: '这个单位登记在别的社区，请由那里更新或注销', vehicle: '这辆车登记在别的社区，请由那里更新或注销',
}
const GONE_SINCE = '登记为已拆除或注销，比表里的日子晚；还在用的请先在它的卡片里恢复'

interface Looked {
  readonly register: Register
  readonly batch: Batch
  /** What the importer is responsible for. */
  readonly path: string
}

/** How known entries stand towards a sheet: what speaks against each, null for nothing. A person who left elsewhere may arrive here. */
export async function standingOf(tx: Tx, ids: readonly string[], { register, batch, path }: Looked): Promise<Map<string, Standing & { readonly problem: string | null }>> {
  const standings = await standingsOf(tx, register, ids)
  return new Map([...standings].map(([id, standing]) => [id, { ...standing, problem: problemOf(standing, { register, batch, path }) }]))
}

function problemOf(standing: Standing, { register, batch, path }: Looked): string | null {
  if (!isWithin(standing.areaPath, path) && !isBack(standing, batch)) return ELSEWHERE[register]
  return standing.state === 'gone' && standing.since > batch.asOf ? GONE_SINCE : null
}

/** Whether somebody had left before the day of the sheet that has them again. */
export function isBack({ state, since }: Standing, { asOf }: Pick<Batch, 'asOf'>): boolean {
  return state === 'left' && since <= asOf
}
