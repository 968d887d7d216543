import { Fault } from '@yihu/contracts'
import type { AnswerOf, DueItem, listDue, QueryOf } from '@yihu/contracts'
import { localDate, whyDue } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { doorFields } from '../../platform/pool/index.ts'
import { daysAhead, lentAhead } from './ahead.ts'
import type { Lent } from './ahead.ts'
import { lastOf, readSubjects } from './repo-due.ts'
import type { Asked, FoundSubject } from './repo-due.ts'
import { lentToOthers } from './leave.ts'
import { askedOf, runningOf } from './running.ts'
import type { Running } from './running.ts'
import { outermost, withoutInner } from './sight.ts'
import { doorsOfPeople, labelsOf } from './subjects.ts'

/** What is due in somebody's sight, reckoned anew from routines, subjects and records: what ends first goes first, within it by place. @throws not-found, input-invalid */
export async function dueOf(context: Context, actor: Actor, { area, routine, subject, state, known, cursor, limit }: QueryOf<typeof listDue>): Promise<AnswerOf<typeof listDue>> {
  const [tree, now, after] = [await areasOf(context), context.clock.now(), readCursor(cursor)]
  const own = area === undefined ? outermost(tree, actor) : [placeInSight(tree, actor, area).path]
  const lent = state === 'ahead' ? await lentAhead(context, actor) : null
  const isKnownTold = known === 'true' && mayCorrect(actor)
  return context.db.transact(lent ? seeing(actor.scope, lent.areas) : actor.scope, async (tx) => {
    const asks = (await (lent ? asksAhead(tx, context, { tree, own, lent }) : asksNow(tx, context, { tree, own, actor }))).filter((one) => routine === undefined || one.routine.id === routine)
    const from = after ? Math.max(0, asks.findIndex((one) => one.routine.id === after.routine)) : 0
    const items: DueItem[] = []
    let next: string | null = null
    for (const [at, one] of asks.slice(from).entries()) {
      const found = await readSubjects(tx, one.asked, { state, only: subject, after: at === 0 && after?.routine === one.routine.id ? after : undefined, limit: limit - items.length })
      const page = found.slice(0, limit - items.length)
      items.push(...await itemsOf(tx, context, { ...one, page, tree, scope: actor.scope, isKnownTold }))
      const last = page.at(-1)
      if (found.length > page.length) {
        next = cursorOf(last ? { ...last, routine: one.routine.id } : endOf(items))
        break
      }
    }
    return { items, next, asOf: new Date(now).toISOString(), ...(lent ? { spans: [...lent.spans] } : {}) }
  })
}

type Ask = Running & { readonly asked: Asked }

/** What is asked today of the places that are somebody's today. */
async function asksNow(tx: Tx, context: Context, { tree, own, actor }: { readonly tree: AreaIndex; readonly own: readonly string[]; readonly actor: Actor }): Promise<Ask[]> {
  const running = await runningOf(tx, context, { street: await streetOf(context) })
  const except = await lentToOthers(tx, actor, localDate(context.clock.now()))
  return running.map((one) => ({ ...one, asked: { ...askedOf(one, { areas: own, tree }), except } }))
}

/** What begins in the coming days everywhere, and what is asked already of places that will be somebody's only then, also where it was done. */
async function asksAhead(tx: Tx, context: Context, { tree, own, lent: { areas, except } }: { readonly tree: AreaIndex; readonly own: readonly string[]; readonly lent: Lent }): Promise<Ask[]> {
  const [today = '', ...later] = daysAhead(context.clock.now())
  const running = await runningOf(tx, context, { street: await streetOf(context), days: [today, ...later] })
  return running.map((one) => ({ ...one, asked: { ...askedOf(one, { areas: one.window.from > today ? withoutInner([...own, ...areas]) : areas, tree }), except } }))
}

/** A sight with some places more. */
function seeing(scope: Scope, areas: readonly string[]): Scope {
  return scope.paths === '*' ? scope : { ...scope, paths: [...scope.paths, ...areas] }
}

/** Where a page ended that had room for nothing more. */
function endOf(items: readonly DueItem[]): FoundSubject & { routine: string } {
  const last = items.at(-1)
  if (!last) throw new Error('a full page has an item')
  return { routine: last.routine, id: last.subject.id, path: last.subject.path }
}

interface Showing extends Ask {
  readonly page: readonly FoundSubject[]
  readonly tree: AreaIndex
  /** Whose own sight what is registered is told within. */
  readonly scope: Scope
  readonly isKnownTold: boolean
}

/** What is registered goes to whoever may put it right. */
function mayCorrect({ permissions }: Actor): boolean {
  return permissions.has('pool.write') && permissions.has('person.read')
}

async function itemsOf(tx: Tx, context: Context, { routine: { id: routine, form }, window, of, asked, page, tree, scope, isKnownTold }: Showing): Promise<DueItem[]> {
  const { subject: kind } = form
  const seen = page.filter(({ path }) => covers(scope, path)).map(({ id }) => id)
  const strangers = kind === 'person' ? page.filter(({ path }) => !covers(scope, path)) : []
  const last = await lastOf(tx, asked, page.map(({ id }) => id))
  const labels = new Map([...await labelsOf(tx, context, { tree, kind, ids: kind === 'person' ? seen : page.map(({ id }) => id) }), ...await doorsOfPeople(tx, tree, strangers)])
  const known = isKnownTold && kind !== 'grid' && kind !== 'part' && !form.isDestroyed ? await doorFields(tx, context, { scope, register: kind, ids: seen }) : null
  return page.map(({ id, path }) => {
    const done = last.get(id)
    return {
      id: `${routine}/${id}`, routine, routineName: form.name, act: form.act, subject: { kind: form.subject, id, label: labels.get(id) ?? tree.nameOf(path), path }, dueFrom: window.from, dueOn: window.to,
      isDestroyed: form.isDestroyed, lastDoneAt: done?.lastAt?.toISOString() ?? null, why: whyDue({ name: form.name, of, last: done && { ...done, lastAt: done.lastAt?.getTime() ?? null, nobodyAt: done.nobodyAt?.getTime() ?? null } }),
      ...(known ? { known: known.get(id) ?? [] } : {}),
    }
  })
}

function cursorOf({ routine, path, id }: FoundSubject & { routine: string }): string {
  return Buffer.from(`${routine} ${path} ${id}`).toString('base64url')
}

function readCursor(text: string | undefined): (FoundSubject & { routine: string }) | undefined {
  if (text === undefined) return undefined
  const { routine, path, id } = /^(?<routine>[a-z0-9-]{2,40}) (?<path>[\w.]{1,200}) (?<id>[\da-f]{8}-[\da-f-]{27}|\d{4,30})$/u.exec(Buffer.from(text, 'base64url').toString())?.groups ?? {}
  if (routine === undefined || path === undefined || id === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { routine, path, id }
}
