import { Fault } from '@yihu/contracts'
import type { AnswerOf, ClassEdition, listClassEditions, showClassEdition } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { changesTo, problemOfSet } from './class-set.ts'
import type { ClassChange, ClassContent } from './class-set.ts'
import { changeRow, draftedSet, readClassBook } from './edit-draft.ts'
import type { ClassBook } from './edit-draft.ts'
import { classesOfEdition, enforceClasses, insertEdition, lockClasses, readEditions, writeClassDraft } from './repo-edition.ts'
import type { StoredEdition } from './repo-edition.ts'

interface Publishing {
  readonly note: string
  readonly ip: string
}

/**
 * Puts the draft in force as the next edition, at once and on every server. Matters received before keep the limits
 * they had.
 * @throws Fault conflict, class-set-invalid
 */
export async function publish(context: Context, actor: Actor, form: Publishing & { revision: number }): Promise<ClassEdition> {
  return enact(context, actor, { ...form, action: 'class.publish', restoredFrom: null }, (_tx, book) => {
    if (book.draft.revision !== form.revision) throw new Fault('conflict', { current: { revision: book.draft.revision } })
    return draftedSet(book)
  })
}

/** Puts an earlier edition in force again, as a new one; a draft stays as it is. @throws Fault not-found, class-set-invalid */
export async function restore(context: Context, actor: Actor, form: Publishing & { number: number }): Promise<ClassEdition> {
  return enact(context, actor, { ...form, action: 'class.restore', restoredFrom: form.number }, (tx) => setOf(tx, form.number))
}

/** All editions, newest first. */
export async function listEditions({ db }: Pick<Context, 'db'>): Promise<AnswerOf<typeof listClassEditions>> {
  return { editions: (await db.transact(systemScope, readEditions)).map((edition, at) => editionRow(edition, at === 0)) }
}

/** What bringing an edition back would change. @throws Fault not-found */
export async function showEdition({ db }: Pick<Context, 'db'>, number: number): Promise<AnswerOf<typeof showClassEdition>> {
  return db.transact(systemScope, async (tx) => {
    const editions = await readEditions(tx)
    const edition = editions.find((one) => one.number === number)
    if (!edition) throw new Fault('not-found')
    const { live } = await readClassBook(tx)
    return { edition: editionRow(edition, edition === editions[0]), changes: changesTo(live, await setOf(tx, number)).map(changeRow) }
  })
}

interface Enacting extends Publishing {
  readonly action: 'class.publish' | 'class.restore'
  readonly restoredFrom: number | null
}

type Choose = (tx: Tx, book: ClassBook) => ReadonlyMap<string, ClassContent> | Promise<ReadonlyMap<string, ClassContent>>

async function enact({ db, clock }: Context, actor: Actor, form: Enacting, chosen: Choose): Promise<ClassEdition> {
  const now = clock.now()
  // Classes are the same everywhere; pages hear of their own street.
  const streets = (await areasOf({ db })).areas.filter(({ level }) => level === 'street').map(({ path }) => path)
  return db.transact(systemScope, async (tx) => {
    await lockClasses(tx)
    const book = await readClassBook(tx)
    const wanted = await chosen(tx, book)
    const changes = changesTo(book.live, wanted)
    const set = new Map([...book.live, ...wanted, ...changes.map(({ after }) => [after.code, after] as const)])
    const problem = problemOfSet(set, changes)
    if (problem !== null) throw new Fault('class-set-invalid', { details: { problem } })
    const [newest] = await keepFirst(tx, book.live, now)
    const edition: StoredEdition = {
      number: (newest?.number ?? 0) + 1, note: form.note, authorId: actor.userId, author: actor.name, publishedAt: new Date(now), restoredFrom: form.restoredFrom, counts: countsOf(changes),
    }
    await insertEdition(tx, edition, [...set.values()])
    await enforceClasses(tx, { changes, set, number: edition.number, at: edition.publishedAt, today: localDate(now) })
    if (form.action === 'class.publish') await writeClassDraft(tx, { revision: book.draft.revision + 1, classes: [], editor: actor.name, changedAt: new Date(now) })
    await emit(tx, streets.map((scopePath) => ({ topic: 'catalogue.published', scopePath, payload: { edition: edition.number } })))
    await record(tx, {
      at: now, by: actor, action: form.action, object: `案件分类第 ${edition.number} 版`, purpose: form.note, result: 'done', ip: form.ip,
      detail: { ...edition.counts, codes: changes.map(({ after }) => after.code).slice(0, 200), restoredFrom: form.restoredFrom },
    })
    return editionRow(edition, true)
  })
}

/** What was in force before anybody published is kept too: one can always go back to it. */
async function keepFirst(tx: Tx, live: ReadonlyMap<string, ClassContent>, now: number): Promise<StoredEdition[]> {
  const editions = await readEditions(tx)
  if (editions.length > 0) return editions
  const first: StoredEdition = {
    number: 1, note: '随产品装入的分类', authorId: null, author: '系统', publishedAt: new Date(now), restoredFrom: null, counts: { added: 0, changed: 0, stopped: 0 },
  }
  await insertEdition(tx, first, [...live.values()])
  return [first]
}

async function setOf(tx: Tx, number: number): Promise<Map<string, ClassContent>> {
  const classes = await classesOfEdition(tx, number)
  if (!classes) throw new Fault('not-found')
  return new Map(classes.map((one) => [one.code, one]))
}

function countsOf(changes: readonly ClassChange[]): StoredEdition['counts'] {
  const count = (...kinds: ClassChange['kind'][]) => changes.filter(({ kind }) => kinds.includes(kind)).length
  return { added: count('added', 'resumed'), changed: count('changed'), stopped: count('stopped') }
}

function editionRow({ number, note, author, publishedAt, restoredFrom, counts }: StoredEdition, isCurrent: boolean): ClassEdition {
  return { number, note, author, publishedAt: publishedAt.toISOString(), restoredFrom, ...counts, isCurrent }
}
