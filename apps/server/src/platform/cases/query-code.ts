import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'
import { normaliseCode, readableCode } from './text.ts'

/** The code on a receipt: a keyed hash of the case id, so nothing is stored and a repeated submission prints the same code. */
export function queryCodeOf(context: Context, caseId: string): string {
  return readableCode(context.vault.index('query-code', caseId))
}

/** Whether a typed code belongs to the case, in constant time. */
export function isQueryCode(context: Context, caseId: string, typed: string): boolean {
  const right = Buffer.from(queryCodeOf(context, caseId))
  const given = Buffer.from(normaliseCode(typed).slice(0, 64).padEnd(right.length))
  return given.length === right.length && timingSafeEqual(given, right)
}
