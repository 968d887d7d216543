import { Fault, PARTICIPANT_ROLES } from '@yihu/contracts'
import type { DeliberationActForm, DeliberationDetail } from '@yihu/contracts'
import { countVotes, localDate, localTime, NO_BALLOTS, settlePaper, VOTE_RULES } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { assign } from './assign.ts'
import { refuseConflicted } from './conflict.ts'
import { check } from './core.ts'
import type { Effect, Person } from './core.ts'
import { detailOf } from './detail.ts'
import { exclude } from './household.ts'
import { answerMerge, askMerge, mergeInto } from './merge.ts'
import { knownOf, moveOn } from './move-on.ts'
import { findDeliberation } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { clearVote, onlineBallots, paperEntries, ratingsOf, rollOf } from './repo-vote.ts'
import { setRoll } from './roll.ts'

interface Acting {
  readonly id: string
  readonly version: number
  readonly form: DeliberationActForm
  readonly ip: string
}

interface Doing {
  readonly tx: Tx
  readonly context: Context
  readonly actor: Actor
  readonly record: DeliberationRecord
}

type Act = DeliberationActForm['act']
type FormOf<A extends Act> = Extract<DeliberationActForm, { act: A }>

/**
 * One act of the desk: seen within the actor's scope, locked, asked of the flow, written with timeline, outbox and audit; one transaction.
 * @throws not-found, conflict, input-invalid, deliberation-conflicted, merge-answered, the refusals of the flow
 */
export async function actOn(context: Context, actor: Actor, { id, version, form, ip }: Acting): Promise<DeliberationDetail> {
  const now = context.clock.now()
  const isSeen = await context.db.transact(actor.scope, async (tx) => (await findDeliberation(tx, id)) !== undefined)
  if (!isSeen) throw new Fault('not-found')
  // Cases are stored as the system stores them; whoever acts has been checked.
  return context.db.transact(form.act === 'assign' ? systemScope : actor.scope, async (tx) => {
    const record = await findDeliberation(tx, id, { isLocked: true })
    if (!record) throw new Fault('not-found')
    if (record.version !== version) throw new Fault('conflict', { current: { version: record.version, state: record.core.state } })
    check(record.core, { act: form.act, now, known: await knownOf(tx, id) })
    if (form.act === 'count' || form.act === 'conclude') refuseConflicted(record.core, actor)
    // The table is keyed by the same name the union is discriminated by.
    const effectOf = EFFECTS[form.act] as (doing: Doing, form: DeliberationActForm) => Promise<Effect> | Effect
    const effect = await effectOf({ tx, context, actor, record }, form)
    const isPublished = form.act === 'publish' || form.act === 'schedule' || (form.act === 'refuse' && form.isShown)
    const core = await moveOn(tx, record, { act: form.act, now, by: actor.name, effect, isPublished })
    const after = await findDeliberation(tx, id)
    if (!after) throw new Fault('not-found')
    if (form.act === 'conclude') await emit(tx, { topic: 'deliberation.closed', scopePath: after.path, payload: { id, ...storyOf(after), byId: actor.userId, byName: actor.name } })
    const detail = await detailOf(tx, context, { record: after, actor })
    await recordAudit(tx, { at: now, by: actor, action: `deliberation.${form.act}`, object: record.number, result: 'done', ip, detail: { from: record.core.state, to: core.state } })
    return detail
  })
}

const EFFECTS: { [A in Act]: (doing: Doing, form: FormOf<A>) => Promise<Effect> | Effect } = {
  publish: () => ({}),
  refuse: (_doing, { reason }) => ({ text: reason }),
  'ask-merge': ({ tx, record }, form) => askMerge(tx, record, form),
  'answer-merge': ({ record }, form) => answerMerge(record.core, form),
  merge: ({ tx, record }) => mergeInto(tx, record),
  schedule: async ({ tx, record }, { day, reason }) => {
    await clearVote(tx, record.id)
    return { change: { meeting: null, voteUntil: null, result: null }, text: `${day} 上议事会。${reason}` }
  },
  'set-meeting': (_doing, { at, place, question, rule, people }) => ({
    change: { meeting: { at, place, question, rule, people } }, text: `${timeText(Date.parse(at))}，${place}。表决的事：${question}。怎样算通过：${VOTE_RULES[rule].name}（${VOTE_RULES[rule].basis}）。参加的：${rolesText(people)}。`,
  }),
  'set-roll': ({ tx, context, record }, form) => setRoll(tx, context, { record, form }),
  exclude: ({ tx, record }, form) => exclude(tx, record, form),
  'open-vote': ({ context }, { until }) => {
    const end = Date.parse(until)
    if (end <= context.clock.now()) throw new Fault('input-invalid', { fields: { until: '截止时间已经过去，请选以后的时间' } })
    return { change: { voteUntil: end }, text: `投票到 ${timeText(end)} 截止。一户一票，网上凭票码投，也可以投纸质票；谁投什么不公开。` }
  },
  count: ({ tx, record }, form) => count(tx, record, form),
  assign: ({ tx, context, actor, record }, form) => assign(tx, context, { record, actor, form }),
  conclude: async ({ tx, record }, { summary }) => {
    const ratings = await ratingsOf(tx, record.id)
    const solved = ratings.filter((one) => one.solved).length
    const mean = ratings.reduce((sum, { satisfaction }) => sum + satisfaction, 0) / Math.max(1, ratings.length)
    return { text: `${ratings.length === 0 ? '没有人评价。' : `${ratings.length} 人评价，${solved} 人说办成了，满意度 ${mean.toFixed(1)} 分（满分 5 分）。`}${summary}` }
  },
}

/** Counts what was cast online and the papers that are settled. */
async function count(tx: Tx, { id, core: { meeting } }: DeliberationRecord, { minutes }: FormOf<'count'>): Promise<Effect> {
  const roll = await rollOf(tx, id)
  const weight = (some: typeof roll) => ({ votes: some.length, squareMetres: some.reduce((sum, { squareMetres }) => sum + Math.round(squareMetres * 100), 0) / 100 })
  const { isCarried, lines } = countVotes({
    rule: meeting?.rule ?? 'residents', roll: weight(roll), excluded: weight(roll.filter(({ excluded }) => excluded !== null)), online: await onlineBallots(tx, id),
    paper: settlePaper(await paperEntries(tx, id)).entry?.ballots ?? NO_BALLOTS,
  })
  return { change: { result: { isCarried, lines, minutes } }, isCarried, title: isCarried ? '计票：通过' : '计票：没有通过', text: lines.join('') }
}

/** What the community may tell everybody of a matter that went through all five steps. */
function storyOf({ title, body, area_name: areaName, core: { result, history } }: DeliberationRecord): { title: string; body: string } {
  const last = history.at(-1)?.text ?? ''
  return { title: `${areaName}议出来的事：${title}`.slice(0, 60), body: [body, ...(result?.lines ?? []), last].join('\n') }
}

/** «5月9日 19:00», as people say it. */
function timeText(at: number): string {
  const [, month, day] = localDate(at).split('-').map(Number)
  return `${month}月${day}日 ${localTime(at)}`
}

/** «居民代表 2 人、物业 1 人（回避：…）». */
function rolesText(people: readonly Person[]): string {
  const counts = [...Map.groupBy(people, ({ role }) => role)].map(([role, some]) => `${PARTICIPANT_ROLES[role]} ${some.length} 人`).join('、')
  const conflicts = people.filter(({ conflict }) => conflict).map(({ role, conflict }) => `${PARTICIPANT_ROLES[role]}一人：${conflict}`)
  return conflicts.length > 0 ? `${counts}（声明有利害关系、不参加决定的：${conflicts.join('；')}）` : counts
}
