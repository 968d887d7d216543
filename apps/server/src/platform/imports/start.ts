import { Fault } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import type { Job } from './job.ts'
import type { ImportKind } from './kind.ts'
import type { Mapping } from './mapping.ts'
import { startJob } from './repo.ts'

export const STATE_NAMES: Readonly<Record<Job['state'], string>> = { preview: '待开始', running: '导入中', done: '已完成', failed: '已中断' }

interface Starting {
  readonly job: Job
  readonly kind: ImportKind
  readonly mapping: Mapping
  readonly crs?: Job['crs'] | undefined
  /** Where the rows come from, as their provenance says it. */
  readonly source?: string | undefined
  readonly asOf?: string | null | undefined
  readonly at: Date
}

/**
 * Sets a job going under the mapping a person confirmed; columns they did not name are not taken.
 * @throws input-invalid, import-columns-missing, import-not-ready
 */
export async function start(tx: Tx, { job, kind, mapping, crs = 'WGS-84', source = job.source, asOf = null, at }: Starting): Promise<void> {
  if (kind.needsDay && asOf === null) throw new Fault('input-invalid', { fields: { asOf: '请写明表里是哪一天的情况：比它新的内容不会被它盖掉' } })
  if (asOf !== null && asOf > localDate(at.getTime())) throw new Fault('input-invalid', { fields: { asOf: '表里的日子在今天以后' } })
  const checked = check(kind, mapping, job.mapping.length)
  if (!(await startJob(tx, { id: job.id, mapping: checked, crs, source, asOf, at }))) {
    throw new Fault('import-not-ready', { details: { state: STATE_NAMES[job.state] } })
  }
}

function check(kind: ImportKind, mapping: Mapping, width: number): Mapping {
  const named = new Map(mapping.map(({ index, field }) => [index, field]))
  const taken = [...named.values()].filter((field) => field !== null)
  const unknown = taken.find((field) => !Object.hasOwn(kind.fields, field))
  if (unknown !== undefined) throw new Fault('input-invalid', { fields: { mapping: `没有“${unknown}”这种列` } })
  const twice = taken.find((field, at) => taken.indexOf(field) !== at)
  if (twice) throw new Fault('input-invalid', { fields: { mapping: `有两列都对应“${kind.fields[twice]?.label ?? twice}”，请只留一列` } })
  if ([...named.keys()].some((index) => index >= width)) throw new Fault('input-invalid', { fields: { mapping: '表格里没有这一列' } })
  const lacking = kind.lacks(new Set(taken))
  if (lacking.length > 0) throw new Fault('import-columns-missing', { details: { columns: lacking.join('、') } })
  return Array.from({ length: width }, (_, index) => ({ index, field: named.get(index) ?? null }))
}
