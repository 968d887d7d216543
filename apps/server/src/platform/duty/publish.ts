import { Fault } from '@yihu/contracts'
import type { AnswerOf, publishDutyRules } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { analyse } from './analyse.ts'
import type { RuleContent } from './choose.ts'
import { terrainOf } from './findings.ts'
import { forgetCounts, retireRules, writeRules } from './repo.ts'
import { insertVersion, lockSet, readVersions, writeDraft } from './repo-version.ts'
import { wholeSet } from './rule-scope.ts'
import type { RuleSet } from './rule-scope.ts'
import { changesBetween, contentOf, countChanges, targetKey } from './rule-set.ts'
import { readBook, withPast } from './rules-in-force.ts'
import type { Rulebook } from './rules-in-force.ts'
import { sayRule } from './say.ts'
import { ledgerOf } from './unit-book.ts'
import type { Ledger } from './unit-book.ts'
import { versionRow } from './history.ts'

type Published = AnswerOf<typeof publishDutyRules>

/**
 * Puts the draft in force as the next version, at once and on every server.
 * @throws Fault conflict, rule-invalid, not-found
 */
export async function publish(context: Context, actor: Actor, form: { street: string | undefined; revision: number; note: string; ip: string }): Promise<Published> {
  return enact(context, actor, { ...form, action: 'duty.publish', restoredFrom: null }, ({ draft }) => {
    if (!draft?.rules || draft.revision !== form.revision) throw new Fault('conflict', { current: { revision: draft?.revision ?? 0 } })
    return draft.rules
  })
}

/**
 * Puts an earlier version in force again, as a new one; a draft stays as it is.
 * @throws Fault rule-invalid, not-found
 */
export async function restore(context: Context, actor: Actor, form: { street: string | undefined; number: number; note: string; ip: string }): Promise<Published> {
  return enact(context, actor, { ...form, action: 'duty.restore', restoredFrom: form.number }, async (_book, { tx, set }) => {
    const version = (await readVersions(tx, set.path)).find(({ number }) => number === form.number)
    if (!version) throw new Fault('not-found')
    return version.rules
  })
}

interface Enacting {
  readonly street: string | undefined
  readonly note: string
  readonly action: 'duty.publish' | 'duty.restore'
  readonly restoredFrom: number | null
  readonly ip: string
}

type Choose = (book: Rulebook, at: { tx: Tx; set: RuleSet }) => readonly RuleContent[] | Promise<readonly RuleContent[]>

async function enact(context: Context, actor: Actor, form: Enacting, chosen: Choose): Promise<Published> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, form.street)
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    await lockSet(tx, set.path)
    const book = await readBook(tx, set.path)
    await keepFirst(tx, { set, book, now })
    const rules = (await chosen(book, { tx, set })).map(contentOf)
    check(rules, { book, ledger })
    const earlier = await readVersions(tx, set.path)
    const version = {
      path: set.path, number: (earlier[0]?.number ?? 0) + 1, note: form.note, authorId: actor.userId, author: actor.name, publishedAt: new Date(now),
      restoredFrom: form.restoredFrom, rules,
    }
    await insertVersion(tx, version)
    await putInForce(tx, { book, rules, version: version.number })
    if (form.action === 'duty.publish') await writeDraft(tx, { path: set.path, revision: (book.draft?.revision ?? 0) + 1, rules: null, editor: actor.name, changedAt: new Date(now) })
    await emit(tx, { topic: 'duty.published', scopePath: set.path, payload: { path: set.path, version: version.number } })
    const { added, changed, removed } = changesBetween(book.live, rules)
    await record(tx, {
      at: now, by: actor, action: form.action, object: `${set.name}派遣规则第 ${version.number} 版`, purpose: form.note, result: 'done', ip: form.ip,
      detail: { added: added.map(({ id }) => id), changed: changed.map(({ after }) => after.id), removed: removed.map(({ id }) => id), restoredFrom: form.restoredFrom },
    })
    return versionRow(version, { before: book.live, isCurrent: true })
  })
}

/** What was in force before anybody published is kept too: one can always go back to it. */
async function keepFirst(tx: Tx, { set, book, now }: { set: RuleSet; book: Rulebook; now: number }): Promise<void> {
  if ((await readVersions(tx, set.path)).length > 0) return
  await insertVersion(tx, {
    path: set.path, number: 1, note: '最初装入的规则', authorId: null, author: '系统', publishedAt: new Date(now), restoredFrom: null, rules: book.live.map(contentOf),
  })
}

/** @throws Fault rule-invalid: nothing new, nothing at all, or a new rule that could never work */
function check(rules: readonly RuleContent[], { book, ledger }: { book: Rulebook; ledger: Ledger }): void {
  const refuse = (problem: string) => new Fault('rule-invalid', { details: { problem } })
  if (rules.length === 0) throw refuse('一条规则也没有，案件将派不出去')
  const { added, changed, ...rest } = changesBetween(book.live, rules)
  if (countChanges({ added, changed, ...rest }) === 0) throw refuse('与现行规则没有差别')
  const all = [...book.inherited, ...rules.map((rule) => withPast(rule, book.live))]
  const dead = new Set(analyse(all, terrainOf(ledger, all)).dead.map(({ id }) => id))
  const faulty = [...added, ...changed.map(({ after }) => after)].find(({ id }) => dead.has(id))
  if (faulty) throw refuse(`「${sayRule(faulty, ledger.names)}」里的分类、区域或单位已不存在`)
}

async function putInForce(tx: Tx, { book, rules, version }: { book: Rulebook; rules: readonly RuleContent[]; version: number }): Promise<void> {
  const { changed, removed } = changesBetween(book.live, rules)
  await writeRules(tx, rules, version)
  await retireRules(tx, removed.map(({ id }) => id))
  await forgetCounts(tx, changed.filter(({ before, after }) => targetKey(before.target) !== targetKey(after.target)).map(({ after }) => after.id))
}
