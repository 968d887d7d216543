import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { fullNameIn, levelOf } from './class-set.ts'
import type { ClassChange, ClassContent } from './class-set.ts'
import { StoredClass } from './repo.ts'
import type { CatalogueTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<CatalogueTables>()

const Content = StoredClass.pick({
  code: true, kind: true, parent: true, name: true, aliases: true, unitKind: true, limits: true, phases: true, filing: true, closing: true, basis: true,
}).extend({ isActive: z.boolean() })

export interface StoredClassDraft {
  /** Counts every change, also through publishing and dropping. */
  readonly revision: number
  readonly classes: readonly ClassContent[]
  readonly editor: string
  readonly changedAt: Date | null
}

/** The draft; an empty one when there never was any. */
export async function readClassDraft(tx: Tx): Promise<StoredClassDraft> {
  const row = await own(tx).selectFrom('class_draft').selectAll().executeTakeFirst()
  return row ? { revision: row.revision, classes: z.array(Content).parse(row.classes), editor: row.editor_name, changedAt: row.changed_at } : { revision: 0, classes: [], editor: '', changedAt: null }
}

/** Writes the draft whole. */
export async function writeClassDraft(tx: Tx, { revision, classes, editor, changedAt }: Omit<StoredClassDraft, 'changedAt'> & { changedAt: Date }): Promise<void> {
  const values = { revision, classes: [...classes], editor_name: editor, changed_at: changedAt }
  await own(tx).insertInto('class_draft').values({ id: 1, ...values }).onConflict((clash) => clash.column('id').doUpdateSet(values)).execute()
}

/** Those who write the catalogue wait for one another. */
export async function lockClasses(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('class edition', 0))`.execute(tx)
}

export interface StoredEdition {
  readonly number: number
  readonly note: string
  readonly authorId: string | null
  readonly author: string
  readonly publishedAt: Date
  readonly restoredFrom: number | null
  readonly counts: { readonly added: number; readonly changed: number; readonly stopped: number }
}

const KEPT_IN_LIST = 200

/** Published editions without their classes, newest first. */
export async function readEditions(tx: Tx): Promise<StoredEdition[]> {
  const rows = await own(tx).selectFrom('class_version')
    .select(['number', 'note', 'author_id', 'author_name', 'published_at', 'restored_from', 'added', 'changed', 'stopped']).orderBy('number', 'desc').limit(KEPT_IN_LIST).execute()
  return rows.map((row) => ({
    number: row.number, note: row.note, authorId: row.author_id, author: row.author_name, publishedAt: row.published_at, restoredFrom: row.restored_from,
    counts: { added: row.added, changed: row.changed, stopped: row.stopped },
  }))
}

/** The classes of an edition; null when there is none of this number. */
export async function classesOfEdition(tx: Tx, number: number): Promise<ClassContent[] | null> {
  const row = await own(tx).selectFrom('class_version').select('classes').where('number', '=', number).executeTakeFirst()
  return row ? z.array(Content).parse(row.classes) : null
}

/** Keeps a published edition for good. */
export async function insertEdition(tx: Tx, edition: StoredEdition, classes: readonly ClassContent[]): Promise<void> {
  await own(tx).insertInto('class_version').values({
    number: edition.number, note: edition.note, author_id: edition.authorId, author_name: edition.author, published_at: edition.publishedAt,
    restored_from: edition.restoredFrom, ...edition.counts, classes: [...classes],
  }).execute()
}

interface Enforcing {
  readonly changes: readonly ClassChange[]
  readonly set: ReadonlyMap<string, ClassContent>
  readonly number: number
  readonly at: Date
  readonly today: string
}

/** Ends the rows that changed and puts their successors beside them; nothing is overwritten but full names. */
export async function enforceClasses(tx: Tx, { changes, set, number, at, today }: Enforcing): Promise<void> {
  const codes = changes.map(({ after }) => after.code)
  await own(tx).updateTable('class').set({ is_local: true }).where('code', 'in', codes).execute()
  await own(tx).updateTable('class').set({ valid_to: today }).where('code', 'in', codes).where('valid_to', 'is', null).execute()
  await own(tx).insertInto('class').values(changes.map(({ after: row }) => ({
    code: row.code, edition: `本地第${number}版`, kind: row.kind, level: levelOf(row.code), parent_code: row.parent, name: row.name, full_name: fullNameIn(set, row),
    aliases: row.aliases, unit_kind: row.unitKind, limits: row.limits, phases: row.phases, filing: row.filing, closing: row.closing, basis: row.basis,
    is_local: true, valid_from: today, valid_to: row.isActive ? null : today, published_at: at,
  }))).execute()
  const renamed = changes.filter(({ before, after }) => before !== null && before.name !== after.name).map(({ after }) => after.code)
  const below = [...set.values()].filter(({ code }) => renamed.some((above) => code !== above && code.startsWith(above)))
  for (const row of below) await own(tx).updateTable('class').set({ full_name: fullNameIn(set, row) }).where('code', '=', row.code).where('valid_to', 'is', null).execute()
}
