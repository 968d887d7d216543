import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { insertStated } from './repo-count.ts'

const SAID = [
  { value: 67, source: '社区治理工作材料', asOf: '2022-06-30', note: '材料写“67 个生活区”，没有附名单。' },
  { value: 73, source: '街道情况介绍', asOf: '2022-12-31', note: '介绍写“73 个生活区”，按物业服务范围分。' },
] as const

/** What two published texts say of the number of living areas. */
export async function stateForDemo(tx: Tx, { path, at }: { path: string; at: number }): Promise<void> {
  for (const said of SAID) await insertStated(tx, { ...said, id: newId(at), areaPath: path, subject: 'estates', byName: '演示数据', at: new Date(at) })
}
