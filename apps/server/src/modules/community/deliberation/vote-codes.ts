import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, printVoteCodes, renewVoteCode } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { queryCodeOf } from '../../../platform/cases/index.ts'
import { householdNamed } from './household.ts'
import { findDeliberation } from './repo.ts'
import { renewTurn, rollOf } from './repo-vote.ts'
import type { Household } from './repo-vote.ts'

/** The code brought to a household's door: worked out of a keyed hash, so none is stored; another turn is another code. */
export function voteCodeOf(context: Context, { id, turn }: Pick<Household, 'id' | 'turn'>): string {
  return queryCodeOf(context, `vote ${id} ${turn}`)
}

/** How a code is met again. */
export function voteCodeIndex({ vault }: Pick<Context, 'vault'>, code: string): Buffer {
  return vault.index('deliberation.vote-code', code)
}

interface Asking<B> {
  readonly id: string
  readonly body: B
  readonly ip: string
}

/** The codes of all households that may vote, to print; recorded. @throws not-found, deliberation-unready */
export async function printCodes(context: Context, actor: Actor, { id, ip }: Omit<Asking<never>, 'body'>): Promise<AnswerOf<typeof printVoteCodes>> {
  return context.db.transact(actor.scope, async (tx) => {
    const record = await findDeliberation(tx, id)
    if (!record) throw new Fault('not-found')
    const { meeting } = record.core
    const roll = (await rollOf(tx, id)).filter(({ excluded }) => excluded === null)
    if (!meeting || roll.length === 0) throw new Fault('deliberation-unready')
    await recordAudit(tx, { at: context.clock.now(), by: actor, action: 'deliberation.print-codes', object: record.number, result: 'done', ip, detail: { households: roll.length } })
    return { title: record.title, question: meeting.question, codes: roll.map((household) => ({ household: household.code, code: voteCodeOf(context, household) })) }
  })
}

/** A new code for one household; the old one is void. @throws not-found, input-invalid when it has voted */
export async function renewCode(context: Context, actor: Actor, { id, body: { household: name, reason }, ip }: Asking<BodyOf<typeof renewVoteCode>>): Promise<AnswerOf<typeof renewVoteCode>> {
  return context.db.transact(actor.scope, async (tx) => {
    const record = await findDeliberation(tx, id, { isLocked: true })
    const household = householdNamed(await rollOf(tx, id), name)
    if (!record || !household) throw new Fault('not-found')
    if (household.voted !== null) throw new Fault('input-invalid', { fields: { household: '这一户已经投过票，不用换发票码' } })
    const code = voteCodeOf(context, { id: household.id, turn: household.turn + 1 })
    await renewTurn(tx, { id: household.id, turn: household.turn + 1, codeIndex: voteCodeIndex(context, code) })
    await recordAudit(tx, { at: context.clock.now(), by: actor, action: 'deliberation.renew-code', object: record.number, purpose: reason, result: 'done', ip, detail: { household: household.code } })
    return { household: household.code, code }
  })
}
