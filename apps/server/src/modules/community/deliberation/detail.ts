import type { DeliberationDetail, DeliberationRow } from '@yihu/contracts'
import { DELIBERATION_ACTS, maskName, maskPhone, possibleDeliberationActs, settlePaper } from '@yihu/domain'
import type { DeliberationAct } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { factsOf, isByArea } from './core.ts'
import type { DeliberationCore } from './core.ts'
import { knownOf } from './move-on.ts'
import { authorOf } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { paperEntries, ratingsOf, rollOf } from './repo-vote.ts'
import { lineOf, publicOf } from './show.ts'
import { similarTo } from './similar.ts'

/** What each state waits for, as lists say it. */
const WAITS_FOR: Readonly<Record<DeliberationCore['state'], string>> = {
  received: '看一看，公开或不列入', open: '决定上不上会', merged: '', withdrawn: '', refused: '', scheduled: '安排议事会和名册', voting: '收票、计票', failed: '', passed: '交办', doing: '等案件办结', rating: '公布评事结果', closed: '',
}

/** A line of the desk's list. */
export function rowOf(record: DeliberationRecord): DeliberationRow {
  return { ...lineOf(record), version: record.version, isPublic: record.published_at !== null, nextAct: WAITS_FOR[record.core.state] }
}

interface Showing {
  readonly record: DeliberationRecord
  readonly actor: Actor
}

/** A whole proposal as the desk sees it; the author masked. */
export async function detailOf(tx: Tx, context: Context, { record, actor }: Showing): Promise<DeliberationDetail> {
  const { core, id, title, body, path } = record
  const author = authorOf(context, record)
  const facts = factsOf(core, await knownOf(tx, id))
  const acts = actor.permissions.has('deliberation.write') ? possibleDeliberationActs(facts, context.clock.now()).filter((act) => act !== 'enter-paper') : []
  return {
    ...(await publicOf(tx, context, record)), version: record.version, isPublic: record.published_at !== null, proposer: { name: author && maskName(author.name), phone: author && maskPhone(author.phone), enteredBy: record.entered_name },
    merge: core.merge && { intoId: core.merge.into, intoTitle: core.merge.intoTitle, reason: core.merge.reason, own: core.merge.own, other: core.merge.other, notes: [...core.merge.notes] },
    people: core.meeting ? [...core.meeting.people] : [], rule: core.meeting?.rule ?? null, byArea: isByArea(core),
    roll: (await rollOf(tx, id)).map(({ code, squareMetres, excluded, voted }) => ({ code, squareMetres, excluded, hasVoted: voted !== null })),
    paper: await paperOf(tx, { record, actor }), similar: core.state === 'received' || core.state === 'open' ? await similarTo(tx, { id, areaPath: path, title, text: body }) : [],
    comments: (await ratingsOf(tx, id)).map(({ at, ...rating }) => ({ ...rating, at: at.toISOString() })), acts: acts.map(labelled),
  }
}

function labelled(act: DeliberationAct): { act: string; label: string } {
  return { act, label: DELIBERATION_ACTS[act].label }
}

/** The papers as entered: nobody sees another's count before two have counted. Settled, which households handed one in is told no more: who voted online would be the others, and of a few what they voted. */
async function paperOf(tx: Tx, { record, actor }: Showing): Promise<DeliberationDetail['paper']> {
  const entries = await paperEntries(tx, record.id)
  const { state, entry } = settlePaper(entries)
  const isOpen = state === 'none' || state === 'waiting' || (state === 'mismatch' && !entries.some(({ byId }) => byId === actor.userId))
  return {
    state, canEnter: record.core.state === 'voting' && isOpen && actor.permissions.has('deliberation.count'),
    entries: entries.map(({ by, byId, at, households, ballots }) => {
      const isOwn = byId === actor.userId
      const isShown = isOwn || state !== 'waiting'
      return { by, at: at.toISOString(), isOwn, households: isShown && entry === null ? [...households] : null, ballots: isShown ? ballots : null }
    }),
  }
}
