import { COORDINATION_LIMIT } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { MoveName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { EventHandler } from '../../kernel/module.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import type { Phrases } from '../notices/index.ts'
import { callClock, callStateOf } from './district-calls.ts'
import type { Ground } from './ground.ts'
import { groundOf } from './load-ground.ts'
import { askersOf, districtCalls, linesOf, markedCases } from './repo-coordination.ts'
import { roundsOf, urgingClock } from './urgings.ts'
import { maskText } from './text.ts'

const DAY_MS = 86_400_000
/** A call that waits longer than this has been told of. */
const CALL_DAYS = 60
/** Far more than a street can have open; a bound on what one run reads. */
const MOST = COORDINATION_LIMIT * 10

/** Tells whoever asked, and the unit asked, that an urging or a call to the district has gone unanswered past its due time; once each. */
export async function remindUnanswered(context: Context): Promise<void> {
  const at = { ground: await groundOf(context), phrases: await phrasesOf(context) }
  await context.db.transact(systemScope, async (tx) => {
    await remindUrgings(tx, context, at)
    await remindCalls(tx, context, at)
  })
}

interface Late {
  readonly key: string
  readonly what: string
  readonly dueAt: string | null
  readonly askers: readonly (string | null)[]
  readonly unitId: string | null
  readonly caseRef: { readonly id: string; readonly number: string }
  readonly title: string
  readonly phrases: Phrases
}

interface Reminding {
  readonly ground: Ground
  readonly phrases: Phrases
}

async function remindUrgings(tx: Tx, context: Context, { ground, phrases }: Reminding): Promise<void> {
  const now = context.clock.now()
  const { records } = await markedCases(tx, 'urged', MOST)
  const lines = await linesOf(tx, records.map(({ id }) => id), ['urge', 'answer-urge'])
  for (const record of records) {
    const round = roundsOf(lines.filter(({ case_id }) => case_id === record.id)).find(({ isEnded }) => !isEnded)
    if (!round) continue
    const { first, clock } = urgingClock(round, { ground, now })
    if (clock.card !== 'red') continue
    await tellLate(tx, context, {
      key: `urge:${record.id}:${first.seq}`, what: '督办', dueAt: clock.dueAt, askers: round.urges.map(({ actor_id }) => actor_id), unitId: record.core.ownerUnit,
      caseRef: { id: record.id, number: record.number }, title: record.title, phrases,
    })
  }
}

async function remindCalls(tx: Tx, context: Context, { ground, phrases }: Reminding): Promise<void> {
  const now = context.clock.now()
  const rows = await districtCalls(tx, { since: new Date(now - CALL_DAYS * DAY_MS), units: null })
  for (const row of rows) {
    if (callStateOf(row) !== 'open') continue
    const clock = callClock(row, { ground, now })
    if (clock.card !== 'red') continue
    await tellLate(tx, context, {
      key: `call:${row.caseId}:${row.seq}`, what: '街呼区应', dueAt: clock.dueAt, askers: [row.actorId], unitId: row.unitId, caseRef: { id: row.caseId, number: row.number }, title: row.title, phrases,
    })
  }
}

async function tellLate(tx: Tx, context: Context, { key, what, dueAt, askers, unitId, caseRef, title, phrases }: Late): Promise<void> {
  const asked = askers.filter((id) => id !== null)
  const values = { 编号: caseRef.number, 标题: maskText(title), 事项: what, 应在: dueAt === null ? '' : timeText(dueAt) }
  const late = { kind: 'case.unanswered', caseRef, card: 'red' } as const
  await notify(tx, context, { ...late, ...phrases.say('case.unanswered', values), userIds: asked, dedupeKey: `${key}:asker` })
  if (unitId === null) return
  const others = (await usersOf(tx, { unitId })).filter((id) => !asked.includes(id))
  await notify(tx, context, { ...late, ...phrases.say('case.answer-late', values), userIds: others, dedupeKey: `${key}:unit` })
}

/** Which question each answer answers. */
const QUESTIONS: Readonly<Partial<Record<MoveName, { readonly asked: 'urge' | 'escalate' | 'call-all'; readonly title: string }>>> = {
  'answer-urge': { asked: 'urge', title: '督办有了回复' },
  'answer-call': { asked: 'escalate', title: '区级部门有了答复' },
  'claim-all': { asked: 'call-all', title: '有单位认领了呼叫' },
  'answer-all': { asked: 'call-all', title: '有单位答复了呼叫' },
}

/** An answer is told to whoever asked. */
export const tellAsker: EventHandler = async (tx, event, context) => {
  const move = String(event.payload['move']) as MoveName // emitted by this module alone
  const question = QUESTIONS[move]
  if (!question) return
  const caseRef = { id: String(event.payload['id']), number: String(event.payload['number']) }
  const askers = (await askersOf(tx, caseRef.id, question.asked)).filter((id) => id !== event.payload['by'])
  if (askers.length === 0) return
  const words = (await phrasesOf(context)).say('case.answered', { 编号: caseRef.number, 标题: maskText(String(event.payload['title'])), 答复: question.title })
  await notify(tx, context, { ...words, userIds: askers, kind: 'case.answered', caseRef, dedupeKey: `${event.id}:answered` })
}
