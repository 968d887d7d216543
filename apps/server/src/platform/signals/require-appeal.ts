import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { findByNumber, isFileTicket, isQueryCode } from '../cases/index.ts'
import type { CaseRecord } from '../cases/index.ts'
import { caseOfHeld, heldOf } from './gate/hold.ts'

/** The case of a receipt. @throws query-code-wrong; report-held while a clerk has not taken it */
export async function requireAppeal(tx: Tx, context: Context, { number, queryCode }: { number: string; queryCode: string }): Promise<CaseRecord> {
  const held = await heldOf(tx, context, { number, queryCode })
  const record = held ? await caseOfHeld(tx, held) : await findByNumber(tx, number.trim())
  if (!record || !isQueryCode(context, record.id, queryCode)) throw new Fault('query-code-wrong')
  return record
}

/** The case whose file is asked for, by the ticket of its address or by the query code. @throws query-code-wrong, report-held */
export async function appealOfFile(tx: Tx, context: Context, { number, id, ticket, queryCode = '' }: { number: string; id: string; ticket?: string | undefined; queryCode?: string | undefined }): Promise<CaseRecord> {
  if (ticket === undefined) return requireAppeal(tx, context, { number, queryCode })
  const record = await findByNumber(tx, number.trim())
  if (!record || !isFileTicket(context, { caseId: record.id, fileId: id }, ticket)) throw new Fault('query-code-wrong')
  return record
}
