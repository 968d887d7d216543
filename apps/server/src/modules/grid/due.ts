import { Fault } from '@yihu/contracts'
import type { AnswerOf, DueItem, listDue, QueryOf } from '@yihu/contracts'
import { localDate, whyDue } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { doorFields } from '../../platform/pool/index.ts'
import { lastOf, readSubjects } from './repo-due.ts'
import type { Asked, FoundSubject } from './repo-due.ts'
import { lentToOthers } from './leave.ts'
import { askedOf, runningOf } from './running.ts'
import type { Running } from './running.ts'
import { outermost } from './sight.ts'
import { labelsOf } from './subjects.ts'

/** What is due in somebody's sight, reckoned anew from routines, subjects and records: what ends first goes first, within it by place. @throws not-found, input-invalid */
export async function dueOf(context: Context, actor: Actor, { area, routine, state, known, cursor, limit }: QueryOf<typeof listDue>): Promise<AnswerOf<typeof listDue>> {
  const [tree, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  const areas = area === undefined ? outermost(tree, actor) : [placeInSight(tree, actor, area).path]
  const after = readCursor(cursor)
  return context.db.transact(actor.scope, async (tx) => {
    const running = (await runningOf(tx, context, street)).filter((one) => routine === undefined || one.routine.id === routine)
    const except = await lentToOthers(tx, actor, localDate(now))
    const from = after ? Math.max(0, running.findIndex((one) => one.routine.id === after.routine)) : 0
    const items: DueItem[] = []
    let next: string | null = null
    for (const [at, one] of running.slice(from).entries()) {
      const asked = { ...askedOf(one, { areas, tree }), except }
      const found = await readSubjects(tx, asked, { state, after: at === 0 && after?.routine === one.routine.id ? after : undefined, limit: limit - items.length })
      const page = found.slice(0, limit - items.length)
      items.push(...await itemsOf(tx, context, { ...one, asked, page, tree, lookFor: known === 'true' && mayCorrect(actor) ? actor.scope : null }))
      const last = page.at(-1)
      if (found.length > page.length) {
        next = cursorOf(last ? { ...last, routine: one.routine.id } : endOf(items))
        break
      }
    }
    return { items, next, asOf: new Date(now).toISOString() }
  })
}

/** Where a page ended that had room for nothing more. */
function endOf(items: readonly DueItem[]): FoundSubject & { routine: string } {
  const last = items.at(-1)
  if (!last) throw new Error('a full page has an item')
  return { routine: last.routine, id: last.subject.id, path: last.subject.path }
}

interface Showing extends Running {
  readonly asked: Asked
  readonly page: readonly FoundSubject[]
  readonly tree: AreaIndex
  /** Whose sight what is registered is told within; null: it is not asked for. */
  readonly lookFor: Scope | null
}

/** What is registered goes to whoever may put it right. */
function mayCorrect({ permissions }: Actor): boolean {
  return permissions.has('pool.write') && permissions.has('person.read')
}

async function itemsOf(tx: Tx, context: Context, { routine: { id: routine, form }, window, of, asked, page, tree, lookFor }: Showing): Promise<DueItem[]> {
  const ids = page.map(({ id }) => id)
  const [last, labels] = [await lastOf(tx, asked, ids), await labelsOf(tx, context, { tree, kind: form.subject, ids })]
  const { subject: kind } = form
  const known = lookFor !== null && kind !== 'grid' && kind !== 'part' && !form.isDestroyed ? await doorFields(tx, context, { scope: lookFor, register: kind, ids }) : null
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
