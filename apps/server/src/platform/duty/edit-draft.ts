import { Fault } from '@yihu/contracts'
import type { AnswerOf, DutyRuleForm, showDutyDraft } from '@yihu/contracts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { RuleContent } from './choose.ts'
import { idsLike } from './repo.ts'
import { lockSet, writeDraft } from './repo-version.ts'
import { wholeSet } from './rule-scope.ts'
import type { RuleSet } from './rule-scope.ts'
import { contentOf } from './rule-set.ts'
import { draftView } from './rows.ts'
import { readBook } from './rules-in-force.ts'
import { ledgerOf } from './unit-book.ts'
import type { Ledger } from './unit-book.ts'

type Draft = AnswerOf<typeof showDutyDraft>

/** The revision the person saw; another one is a clash, never an overwrite. */
export interface Edit {
  readonly street: string | undefined
  readonly revision: number
}

/** The draft of a set, or the rules in force when nobody is writing. */
export async function showDraft(context: Context, actor: Actor, street: string | undefined): Promise<Draft> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, street)
  return context.db.transact(actor.scope, async (tx) => draftView(await readBook(tx, set.path), { set, names: ledger.names }))
}

/**
 * Adds a rule to the draft, under an id of its own.
 * @throws Fault input-invalid, conflict, not-found
 */
export async function addRule(context: Context, actor: Actor, { rule, ...edit }: Edit & { rule: DutyRuleForm }): Promise<Draft> {
  return change(context, actor, edit, async ({ tx, set, ledger, rules }) => [...rules, { ...readForm(rule, { set, ledger }), id: await nextId(tx, set, rules) }])
}

/**
 * Writes a rule of the draft anew.
 * @throws Fault input-invalid, conflict, not-found
 */
export async function saveRule(context: Context, actor: Actor, { id, rule, ...edit }: Edit & { id: string; rule: DutyRuleForm }): Promise<Draft> {
  return change(context, actor, edit, async ({ set, ledger, rules }) => {
    const content = readForm(rule, { set, ledger })
    if (!rules.some((one) => one.id === id)) throw new Fault('not-found')
    return rules.map((one) => (one.id === id ? { ...content, id } : one))
  })
}

/** Takes a rule out of the draft. @throws Fault conflict, not-found */
export async function removeRule(context: Context, actor: Actor, { id, ...edit }: Edit & { id: string }): Promise<Draft> {
  return change(context, actor, edit, async ({ rules }) => {
    if (!rules.some((one) => one.id === id)) throw new Fault('not-found')
    return rules.filter((one) => one.id !== id)
  })
}

/** Makes a rule of the draft what is in force: a removed one comes back, an added one goes. @throws Fault conflict, not-found */
export async function revertRule(context: Context, actor: Actor, { id, ...edit }: Edit & { id: string }): Promise<Draft> {
  return change(context, actor, edit, async ({ rules, live }) => {
    const known = live.find((one) => one.id === id)
    if (!known && !rules.some((one) => one.id === id)) throw new Fault('not-found')
    const rest = rules.filter((one) => one.id !== id)
    return known ? [...rest, contentOf(known)] : rest
  })
}

/** Gives the whole draft up. @throws Fault conflict */
export async function dropDraft(context: Context, actor: Actor, edit: Edit): Promise<Draft> {
  return change(context, actor, edit, async () => null)
}

interface Changing {
  readonly tx: Tx
  readonly set: RuleSet
  readonly ledger: Ledger
  readonly live: readonly RuleContent[]
  readonly rules: readonly RuleContent[]
}

async function change(context: Context, actor: Actor, edit: Edit, next: (at: Changing) => Promise<readonly RuleContent[] | null>): Promise<Draft> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, edit.street)
  return context.db.transact(actor.scope, async (tx) => {
    await lockSet(tx, set.path)
    const { live, draft } = await readBook(tx, set.path)
    const revision = draft?.revision ?? 0
    if (revision !== edit.revision) throw new Fault('conflict', { current: { revision } })
    const rules = await next({ tx, set, ledger, live, rules: draft?.rules ?? live.map(contentOf) })
    await writeDraft(tx, { path: set.path, revision: revision + 1, rules, editor: actor.name, changedAt: new Date(context.clock.now()) })
    return draftView(await readBook(tx, set.path), { set, names: ledger.names })
  })
}

/** @throws Fault input-invalid, naming each field */
function readForm(form: DutyRuleForm, { set, ledger }: { set: RuleSet; ledger: Ledger }): Omit<RuleContent, 'id'> {
  const { target, classPrefix, areaPath, hours, priority, isAuto, note } = form
  const fields: Record<string, string> = {}
  if (!ledger.catalogue.classes.some(({ code, validTo }) => validTo === null && code.startsWith(classPrefix))) fields['rule.classPrefix'] = '没有这个分类，或它已停用'
  if (!isWithin(areaPath, set.path) || !isKnownArea(ledger, areaPath)) fields['rule.areaPath'] = `请选择${set.name}里的区域`
  const kind = target.kind === 'unit' ? ledger.kindOf(target.unitId) : null
  if (target.kind === 'unit' && kind === null) fields['rule.target'] = '没有这个单位，或它已停用'
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  return { classPrefix, areaPath, hours, target, priority, isAuto, note: note ?? '', role: kind ?? ROLES[target.kind] }
}

const ROLES = { unit: 'handler', communityOf: 'community', gridOf: 'grid', propertyOf: 'property' } as const

function isKnownArea({ areas }: Ledger, path: string): boolean {
  const area = areas.byPath(path)
  return area !== undefined && area.validTo === null
}

/** Ids count up per street and are never used again. */
async function nextId(tx: Tx, set: RuleSet, rules: readonly RuleContent[]): Promise<string> {
  const start = `${set.path.replaceAll('.', '-')}-`
  const taken = [...(await idsLike(tx, start)), ...rules.map(({ id }) => id)].filter((id) => id.startsWith(start)).map((id) => Number(id.slice(start.length)) || 0)
  return `${start}${String(Math.max(0, ...taken) + 1).padStart(3, '0')}`
}
