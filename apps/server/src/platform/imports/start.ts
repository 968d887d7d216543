import { Fault, IMPORT_FIELDS } from '@yihu/contracts'
import type { ImportField } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Job } from './job.ts'
import type { Mapping } from './mapping.ts'
import { startJob } from './repo.ts'

export const STATE_NAMES: Readonly<Record<Job['state'], string>> = { preview: '待开始', running: '导入中', done: '已完成', failed: '已中断' }

/**
 * Sets a job going under the mapping a person confirmed; columns they did not name are not taken.
 * @throws input-invalid, import-columns-missing, import-not-ready
 */
export async function start(tx: Tx, { job, mapping, crs = 'WGS-84', at }: { job: Job; mapping: Mapping; crs?: Job['crs']; at: Date }): Promise<void> {
  const checked = check(mapping, job.mapping.length)
  if (!(await startJob(tx, { id: job.id, mapping: checked, crs, at }))) {
    throw new Fault('import-not-ready', { details: { state: STATE_NAMES[job.state] } })
  }
}

function check(mapping: Mapping, width: number): Mapping {
  const named = new Map(mapping.map(({ index, field }) => [index, field]))
  const taken = [...named.values()].filter((field): field is ImportField => field !== null)
  const twice = taken.find((field, at) => taken.indexOf(field) !== at)
  if (twice) throw new Fault('input-invalid', { fields: { mapping: `有两列都对应“${IMPORT_FIELDS[twice]}”，请只留一列` } })
  if ([...named.keys()].some((index) => index >= width)) throw new Fault('input-invalid', { fields: { mapping: '表格里没有这一列' } })
  if (!taken.includes('text') && !taken.includes('title')) throw new Fault('import-columns-missing', { details: { columns: IMPORT_FIELDS.text } })
  return Array.from({ length: width }, (_, index) => ({ index, field: named.get(index) ?? null }))
}
