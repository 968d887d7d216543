import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'

const HOUR_MS = 3_600_000
const MAC_CHARS = 32

interface Ticketed {
  readonly caseId: string
  readonly fileId: string
}

/**
 * Opens one file of one report for an hour or two: what a picture's address carries in place of the query code, since an
 * address stays in logs. The same within an hour, so that a picture is fetched once.
 */
export function fileTicket(context: Pick<Context, 'vault' | 'clock'>, file: Ticketed): string {
  const until = Math.floor(context.clock.now() / HOUR_MS) + 2
  return `${until}-${macOf(context, file, until)}`
}

/** Whether a ticket opens this file now, in constant time. */
export function isFileTicket(context: Pick<Context, 'vault' | 'clock'>, file: Ticketed, ticket: string): boolean {
  const until = Number(ticket.split('-')[0])
  if (!Number.isSafeInteger(until) || until * HOUR_MS <= context.clock.now()) return false
  const [right, given] = [Buffer.from(`${until}-${macOf(context, file, until)}`), Buffer.from(ticket)]
  return given.length === right.length && timingSafeEqual(given, right)
}

function macOf({ vault }: Pick<Context, 'vault'>, { caseId, fileId }: Ticketed, until: number): string {
  return vault.index('appeal-file', `${caseId} ${fileId} ${until}`).toString('hex').slice(0, MAC_CHARS)
}
