import { PARTICIPANT_ROLES } from '@yihu/contracts'
import type { ProposalLine, PublicProposal } from '@yihu/contracts'
import { DELIBERATION_ACTS, DELIBERATION_STATES, DELIBERATION_STEPS, maskName, VOTE_RULES } from '@yihu/domain'
import type { DeliberationAct } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { briefsOf, groundOf } from '../../../platform/cases/index.ts'
import type { DeliberationCore, Person } from './core.ts'
import { casesOf, findDeliberation } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { hallsByPath } from './repo-hall.ts'
import { ratingsOf, rollOf } from './repo-vote.ts'

/** A line of the public list. */
export function lineOf({ id, number, title, path, area_name: areaName, place, supports, verified_supports: verified, raised_at: at, core: { state } }: DeliberationRecord): ProposalLine {
  const { step, name } = DELIBERATION_STATES[state]
  return { id, number, title, areaPath: path, areaName, place, state, stateName: name, step, stepName: DELIBERATION_STEPS[step - 1] ?? '', supports, verified, at: at.toISOString() }
}

/** Everything everybody may know of a proposal: no author, no names of residents, of votes only totals. */
export async function publicOf(tx: Tx, context: Context, record: DeliberationRecord): Promise<PublicProposal> {
  const { core, id, path, body } = record
  const now = context.clock.now()
  const ratings = await ratingsOf(tx, id)
  const isIn = (act: DeliberationAct) => (DELIBERATION_ACTS[act].from as readonly string[]).includes(core.state)
  return {
    ...lineOf(record), text: body, nextText: DELIBERATION_STATES[core.state].next, steps: stepsOf(core), hall: (await hallsByPath(tx)).get(path)?.form ?? null,
    timeline: core.history.map(({ at, step, title, text }) => ({ at: new Date(at).toISOString(), stepName: DELIBERATION_STEPS[step - 1] ?? '', title, text })),
    meeting: await meetingOf(tx, record), result: core.result && { ...core.result, lines: [...core.result.lines] }, cases: await doneBy(tx, context, id),
    rating: ratings.length === 0 ? null : {
      count: ratings.length, solved: ratings.filter(({ solved }) => solved).length, satisfaction: Math.round((ratings.reduce((sum, { satisfaction }) => sum + satisfaction, 0) / ratings.length) * 10) / 10,
    },
    mergedInto: core.state === 'merged' && core.merge ? await titleOf(tx, core.merge) : null,
    canSupport: isIn('support'), canVote: isIn('vote') && core.voteUntil !== null && now < core.voteUntil, canRate: isIn('rate'),
  }
}

/** The five steps: behind, now, ahead. What has ended stays where it ended. */
function stepsOf({ state }: DeliberationCore): PublicProposal['steps'] {
  const { step } = DELIBERATION_STATES[state]
  return DELIBERATION_STEPS.map((name, at) => ({ name, state: at + 1 < step || state === 'closed' ? 'done' : at + 1 === step ? 'now' : 'todo' }))
}

async function meetingOf(tx: Tx, { id, core: { meeting, voteUntil } }: DeliberationRecord): Promise<PublicProposal['meeting']> {
  if (!meeting) return null
  const roll = await rollOf(tx, id)
  const reasons = Map.groupBy(roll.filter(({ excluded }) => excluded !== null), ({ excluded }) => excluded ?? '')
  const { name: ruleName, basis } = VOTE_RULES[meeting.rule]
  return {
    at: meeting.at, place: meeting.place, question: meeting.question, ruleName, basis, until: voteUntil === null ? null : new Date(voteUntil).toISOString(), households: roll.length,
    excluded: [...reasons].map(([reason, some]) => ({ reason, count: some.length })),
    people: meeting.people.map((person) => ({ roleName: PARTICIPANT_ROLES[person.role], name: shownName(person), unit: person.unit ?? '', conflict: person.conflict || null })),
  }
}

/** Officials are named; residents are not. */
function shownName({ role, name }: Person): string {
  return role === 'resident' || role === 'committee' ? maskName(name) : name
}

async function doneBy(tx: Tx, context: Context, id: string): Promise<PublicProposal['cases']> {
  const ids = await casesOf(tx, id)
  if (ids.length === 0) return []
  const briefs = await briefsOf(tx, ids, { ground: await groundOf(context), now: context.clock.now() })
  return [...briefs.values()].map(({ row: { number, title, stateLabel } }) => ({ number, title, stateText: stateLabel })).toSorted((a, b) => a.number.localeCompare(b.number))
}

async function titleOf(tx: Tx, { into, intoTitle }: NonNullable<DeliberationCore['merge']>): Promise<PublicProposal['mergedInto']> {
  return { id: into, title: (await findDeliberation(tx, into))?.title ?? intoTitle }
}
