import { maskName, STATES } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { casesOfPhone, reporterOf } from './repo-reporter.ts'
import { findCase } from './repo.ts'
import type { CaseRecord } from './repo.ts'

const MOST = 100

/** A report as a line of the list of whoever made it. */
export interface OwnReport {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly at: Date
  readonly stateText: string
  /** Who reported it for them, masked. */
  readonly through: string | null
}

/** The reports that carry a telephone, the latest first; what was told in confidence is not among them. Ask as the system. */
export async function reportsOfPhone(tx: Tx, context: Context, phone: string): Promise<OwnReport[]> {
  const { records } = await casesOfPhone(tx, context, { phone, limit: MOST })
  return linesFor(tx, context, records)
}

/** The reports of these ids that are still there. Ask as the system. */
export async function linesOf(tx: Tx, context: Context, ids: readonly string[]): Promise<OwnReport[]> {
  const found = await Promise.all(ids.slice(0, MOST).map((id) => findCase(tx, id)))
  return linesFor(tx, context, found.filter((record) => record !== undefined))
}

async function linesFor(tx: Tx, context: Context, records: readonly CaseRecord[]): Promise<OwnReport[]> {
  return Promise.all(records.map(async (record) => {
    const { core } = (record.core.mergedInto ? await findCase(tx, record.core.mergedInto) : undefined) ?? record
    const through = (await reporterOf(tx, context, record.id))?.through ?? null
    return { id: record.id, number: record.number, title: record.title, at: record.registered_at, stateText: core.outcome === 'refused' ? '没有受理' : STATES[core.state].plain, through: through && maskName(through) }
  }))
}
