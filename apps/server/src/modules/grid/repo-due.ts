import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { RoutineForm } from '@yihu/contracts'
import { actsThatCount, UNSETTLED } from '@yihu/domain'
import type { VisitAct, Window } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { subjectRows } from '../../platform/pool/index.ts'

/** Of what something is asked, where, and in which days. */
export interface Asked {
  readonly form: Pick<RoutineForm, 'subject' | 'act' | 'tags' | 'kinds'>
  readonly areas: readonly string[]
  readonly window: Window
  /** What others see to. */
  readonly except?: readonly string[]
  /** All grids there are. */
  readonly grids: readonly { readonly code: string; readonly path: string }[]
}

/** The subjects of a routine as rows `id, path, key`. */
export function subjectsIn({ form: { subject, tags, kinds }, areas, grids }: Asked): RawBuilder<unknown> {
  if (subject !== 'grid') return subjectRows(subject, { areas, tags, kinds })
  const within = grids.filter(({ path }) => areas.some((area) => `${path}.`.startsWith(`${area}.`)))
  return sql`select g.id, g.path::ltree as path, g.id as key from unnest(${within.map(({ code }) => code)}::text[], ${within.map(({ path }) => path)}::text[]) as g(id, path)`
}

/** Whether a visit `v` counts for an act. */
export const countedActs = (act: VisitAct): RawBuilder<unknown> => sql`v.act = any(${[...actsThatCount(act)]}::text[])`

/** Whether a visit `v` settles what was asked. */
export const settling: RawBuilder<unknown> = sql`v.result <> all(${[...UNSETTLED]}::text[])`

/** Which subjects were settled within the window. */
const settled = ({ form, window }: Asked): RawBuilder<unknown> => sql`
  select from grid_visit v where v.subject_id = s.id and ${countedActs(form.act)} and ${settling} and v.day between ${window.from}::date and ${window.to}::date`

/** Where nobody answered within the window. */
const inVain = ({ form, window }: Asked): RawBuilder<unknown> => sql`
  select from grid_visit v where v.subject_id = s.id and ${countedActs(form.act)} and v.result = 'nobody' and v.day between ${window.from}::date and ${window.to}::date`

/** A subject and its place in the order of the list. */
export interface FoundSubject {
  readonly id: string
  readonly path: string
}

interface Page {
  readonly state: 'due' | 'nobody' | 'done' | 'ahead'
  /** This subject alone. */
  readonly only?: string | undefined
  readonly after: FoundSubject | undefined
  readonly limit: number
}

/** Subjects of a routine that are due (of these: where nobody answered so far), or done in its window, or all of them with what lies ahead, by place; one more than asked when there are more. */
export async function readSubjects(tx: Tx, asked: Asked, { state, only, after, limit }: Page): Promise<FoundSubject[]> {
  if (asked.areas.length === 0) return []
  const { rows } = await sql<FoundSubject>`
    select s.id, s.path::text as path from (${subjectsIn(asked)}) s
    where ${state === 'ahead' ? sql`true` : sql`${state === 'done' ? sql`` : sql`not`} exists (${settled(asked)})`} ${state === 'nobody' ? sql`and exists (${inVain(asked)})` : sql``} ${asked.except && asked.except.length > 0 ? sql`and not s.path <@ any(${[...asked.except]}::ltree[])` : sql``}
    ${only === undefined ? sql`` : sql`and s.id::text = ${only}`}
    ${after ? sql`and (s.path, s.key) > (${after.path}::ltree, ${after.id}${asked.form.subject === 'grid' || asked.form.subject === 'part' ? sql`` : sql`::uuid`})` : sql``}
    order by s.path, s.key limit ${limit + 1}`.execute(tx)
  return [...rows]
}

/** What is known of a subject: when it was last done, and who was not at home since the window began. */
export interface LastOf {
  readonly id: string
  readonly lastAt: Date | null
  readonly nobody: number
  readonly nobodyAt: Date | null
}

export async function lastOf(tx: Tx, { form, window }: Pick<Asked, 'form' | 'window'>, ids: readonly string[]): Promise<Map<string, LastOf>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<LastOf>`
    select v.subject_id as id, max(v.at) filter (where ${settling}) as "lastAt",
      count(*) filter (where v.result = 'nobody' and v.day >= ${window.from}::date)::int as nobody, max(v.at) filter (where v.result = 'nobody' and v.day >= ${window.from}::date) as "nobodyAt"
    from grid_visit v where v.subject_id = any(${[...ids]}::text[]) and ${countedActs(form.act)} group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** How many subjects of a routine an area has, how many of them are settled in the window, at how many others somebody knocked in vain. */
export interface CountedSubjects {
  readonly path: string
  readonly total: number
  readonly done: number
  readonly tried: number
}

/** Counted by paths cut off at so many labels. */
export async function countSubjects(tx: Tx, { labels, ...asked }: Asked & { readonly labels: number }): Promise<CountedSubjects[]> {
  if (asked.areas.length === 0) return []
  const { rows } = await sql<CountedSubjects>`
    select subpath(s.path, 0, least(nlevel(s.path), ${sql.lit(labels)}))::text as path, count(*)::int as total, count(*) filter (where v.is_done)::int as done, count(*) filter (where not v.is_done)::int as tried
    from (${subjectsIn(asked)}) s left join (
      select v.subject_id, bool_or(${settling}) as is_done from grid_visit v
      where ${countedActs(asked.form.act)} and v.day between ${asked.window.from}::date and ${asked.window.to}::date group by 1) v on v.subject_id = s.id
    group by 1 order by 1`.execute(tx)
  return [...rows]
}
