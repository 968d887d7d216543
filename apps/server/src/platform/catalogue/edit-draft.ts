import { Fault } from '@yihu/contracts'
import type { AnswerOf, ClassDraft, ClassForm, showDraftClass } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { changeOf, changesTo, currentSet, differencesBetween, problemOfSet } from './class-set.ts'
import type { ClassChange, ClassContent } from './class-set.ts'
import { UNIT_KINDS, unitKind } from './data/schema.ts'
import { readClasses } from './repo.ts'
import { lockClasses, readClassDraft, readEditions, writeClassDraft } from './repo-edition.ts'
import type { StoredClassDraft } from './repo-edition.ts'

/** What is in force and what is being written, of one moment. */
export interface ClassBook {
  readonly live: ReadonlyMap<string, ClassContent>
  readonly draft: StoredClassDraft
}

/** Reads both in one transaction. */
export async function readClassBook(tx: Tx): Promise<ClassBook> {
  return { live: currentSet(await readClasses(tx)), draft: await readClassDraft(tx) }
}

/** All classes as they would be with the draft published. */
export function draftedSet({ live, draft }: ClassBook): Map<string, ClassContent> {
  return new Map([...live, ...draft.classes.map((one) => [one.code, one] as const)])
}

/** The draft beside what is in force. */
export async function showDraft({ db }: Pick<Context, 'db'>): Promise<ClassDraft> {
  return db.transact(systemScope, async (tx) => draftView(tx, await readClassBook(tx)))
}

/** One class as it would be published. @throws Fault not-found */
export async function showOne({ db }: Pick<Context, 'db'>, code: string): Promise<AnswerOf<typeof showDraftClass>> {
  const book = await db.transact(systemScope, readClassBook)
  const found = draftedSet(book).get(code)
  const parent = parentOf(code)
  const like = found ?? (parent === null ? undefined : draftedSet(book).get(parent))
  if (!like) throw new Fault('not-found')
  const { name, aliases, ...rest } = like
  // A new class begins with what its parent has: most of it is the same.
  const form = { ...rest, name: found ? name : '', aliases: found ? [...aliases] : [], isActive: found?.isActive ?? true, basis: found ? like.basis : '' }
  return { code, isKnown: found !== undefined, form }
}

/** The revision the person saw; another one is a clash, never an overwrite. */
interface Edit {
  readonly revision: number
  readonly code: string
}

/**
 * Writes a class of the draft, a new one or another wording.
 * @throws Fault input-invalid, conflict
 */
export async function saveClass(context: Context, actor: Actor, { form, ...edit }: Edit & { form: ClassForm }): Promise<ClassDraft> {
  return change(context, actor, edit.revision, (book) => {
    const set = draftedSet(book)
    const content = readForm(edit.code, form, set)
    const others = book.draft.classes.filter(({ code }) => code !== edit.code)
    const before = book.live.get(edit.code) ?? null
    return before && differencesBetween(before, content).length === 0 ? others : [...others, content]
  })
}

/** Makes a class of the draft what is in force; a new one goes. @throws Fault conflict, not-found */
export async function revertClass(context: Context, actor: Actor, { revision, code }: Edit): Promise<ClassDraft> {
  return change(context, actor, revision, ({ draft }) => {
    if (!draft.classes.some((one) => one.code === code)) throw new Fault('not-found')
    return draft.classes.filter((one) => one.code !== code)
  })
}

/** Gives the whole draft up. @throws Fault conflict */
export async function dropDraft(context: Context, actor: Actor, revision: number): Promise<ClassDraft> {
  return change(context, actor, revision, () => [])
}

async function change({ db, clock }: Context, actor: Actor, revision: number, next: (book: ClassBook) => readonly ClassContent[]): Promise<ClassDraft> {
  return db.transact(systemScope, async (tx) => {
    await lockClasses(tx)
    const book = await readClassBook(tx)
    if (book.draft.revision !== revision) throw new Fault('conflict', { current: { revision: book.draft.revision } })
    const draft = { revision: revision + 1, classes: next(book), editor: actor.name, changedAt: new Date(clock.now()) }
    await writeClassDraft(tx, draft)
    return draftView(tx, { live: book.live, draft })
  })
}

/** @throws Fault input-invalid, naming each field */
function readForm(code: string, form: ClassForm, set: ReadonlyMap<string, ClassContent>): ClassContent {
  const known = set.get(code)
  const parent = parentOf(code)
  const unit = unitKind.safeParse(form.unitKind)
  const fields: Record<string, string> = {}
  if (!unit.success) fields['class.unitKind'] = '没有这种主管单位'
  if (parent !== null && !set.has(parent)) fields['code'] = `上级 ${parent} 不存在，请先新增上级`
  if (!unit.success || Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  const { name, limits, filing, closing, basis, isActive } = form
  const [firstPhase, ...laterPhases] = known?.phases ?? []
  return {
    code, kind: code.startsWith('B') ? 'part' : code.startsWith('S') ? 'event' : 'appeal', parent, name, aliases: [...new Set(form.aliases)], unitKind: unit.data, limits,
    phases: firstPhase ? [{ ...firstPhase, limit: limits.handle }, ...laterPhases] : [], filing, closing, basis: basis || '本街道规定', isActive,
  }
}

function parentOf(code: string): string | null {
  return code.length === 3 ? null : code.slice(0, -2)
}

async function draftView(tx: Tx, book: ClassBook): Promise<ClassDraft> {
  const { live, draft } = book
  const set = draftedSet(book)
  const changes = draft.classes.flatMap((one) => changeOf(live.get(one.code) ?? null, one)).toSorted((a, b) => (a.after.code < b.after.code ? -1 : 1))
  const isEmpty = changes.length === 0
  return {
    revision: draft.revision, edition: (await readEditions(tx))[0]?.number ?? 0,
    editor: isEmpty ? null : draft.editor, changedAt: isEmpty ? null : (draft.changedAt?.toISOString() ?? null),
    changes: changes.map(changeRow), problem: isEmpty ? null : problemOfSet(set, changesTo(live, set)),
    unitKinds: Object.entries(UNIT_KINDS).map(([id, name]) => ({ id, name })),
  }
}

/** A change as people see it. */
export function changeRow({ kind, before, after }: ClassChange): ClassDraft['changes'][number] {
  return { code: after.code, name: after.name, kind, differences: differencesBetween(before, after) }
}
