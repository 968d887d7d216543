import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listRoutines, RoutineForm, RoutineRow, saveRoutine } from '@yihu/contracts'
import { localDate, nameOfCode, VISIT_SUBJECTS, windowOf } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { catalogueOf } from '../../platform/catalogue/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { checkTags, wordsOf } from '../../platform/pool/index.ts'
import { ROUTINES } from './book.ts'
import { memoryOf } from './coverage-memory.ts'
import { readRoutines, writeRoutine } from './repo-routine.ts'
import type { StoredRoutine } from './repo-routine.ts'

/** A routine of a street: changed, added, or as shipped. */
export type Routine = Omit<StoredRoutine, 'changedBy' | 'changedAt'> & { readonly changedBy: string | null; readonly changedAt: Date | null }

/** All routines of a street, those as shipped first. */
export async function routinesOf(tx: Tx, street: string): Promise<Routine[]> {
  const stored = await readRoutines(tx, street)
  const shipped = Object.entries(ROUTINES).map(([id, form]): Routine => stored.find((one) => one.id === id) ?? { id, form, version: 0, changedBy: null, changedAt: null })
  return [...shipped, ...stored.filter(({ id }) => !Object.hasOwn(ROUTINES, id))]
}

/** The parts of these areas that a routine holds in. */
export function areasIn({ area }: Pick<RoutineForm, 'area'>, areas: readonly string[]): string[] {
  return areas.flatMap((one) => (area === null || isWithin(one, area) ? [one] : isWithin(area, one) ? [area] : []))
}

export async function listAll(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listRoutines>> {
  const street = await streetOf(context)
  return context.db.transact(scope, async (tx) => ({ routines: await rowsOf(tx, context, await routinesOf(tx, street)) }))
}

/** Routines as pages show them. */
export async function rowsOf(tx: Tx, context: Context, routines: readonly Routine[]): Promise<RoutineRow[]> {
  const [words, catalogue, today] = [await wordsOf(tx, context), await catalogueOf(context), localDate(context.clock.now())]
  const nameOf = (form: RoutineForm): string => ofWhom(form, { tagName: words.tagName, className: (code) => catalogue.find(code)?.name ?? code })
  return routines.map(({ id, form, version, changedBy, changedAt }) => ({ id, form, of: nameOf(form), version, changedBy, changedAt: changedAt?.toISOString() ?? null, window: form.isActive ? windowOf(form, today) : null }))
}

interface Naming {
  readonly tagName: (code: string) => string
  readonly className: (code: string) => string
}

/** «独居老人户、低保户»; without a choice the name of the register. */
function ofWhom({ subject, tags, kinds }: RoutineForm, { tagName, className }: Naming): string {
  const names = [...tags.map(tagName), ...kinds.map((kind) => (subject === 'part' ? className(kind) : subject === 'house' ? `${nameOfCode('houseUse', kind)}的房屋` : nameOfCode('organisationKind', kind)))]
  return names.length > 0 ? names.join('、') : VISIT_SUBJECTS[subject]
}

/** Changes or adds a routine. @throws conflict, area-unknown, pool-tag-unknown, input-invalid */
export async function keepRoutine(context: Context, actor: Actor, { id, form: { version, routine: form }, ip }: { readonly id: string; readonly form: BodyOf<typeof saveRoutine>; readonly ip: string }): Promise<RoutineRow> {
  const [street, tree, at] = [await streetOf(context), await areasOf(context), context.clock.now()]
  if (form.area !== null && (!tree.byPath(form.area) || !covers(actor.scope, form.area))) throw new Fault('area-unknown', { details: { code: form.area } })
  const kept = await context.db.transact(actor.scope, async (tx) => {
    if (form.tags.length > 0) {
      if (form.subject === 'grid' || form.subject === 'part') throw new Fault('input-invalid', { fields: { 'routine.tags': `${VISIT_SUBJECTS[form.subject]}没有标签` } })
      await checkTags(tx, form.subject satisfies Register, form.tags)
    }
    // People were told that it ends so.
    if (!form.isDestroyed && (await routinesOf(tx, street)).find((one) => one.id === id)?.form.isDestroyed) throw new Fault('input-invalid', { fields: { 'routine.isDestroyed': '说过结束后销毁记录的专项，不能改成不销毁' } })
    const next = { id, form, version: version + 1, changedBy: actor.name, changedAt: new Date(at) }
    if (!(await writeRoutine(tx, street, next))) throw new Fault('conflict')
    const [row] = await rowsOf(tx, context, [next])
    if (!row) throw new Error('one routine was given')
    await record(tx, { at, by: actor, action: 'grid.routine', object: form.name, result: 'done', ip, detail: { id, form } })
    await emit(tx, { topic: 'grid.ruled', scopePath: form.area ?? placeInSight(tree, actor, undefined).path, payload: { routine: id } })
    return row
  })
  // Other servers hear of it by the event; whoever changed it sees it counted at once.
  memoryOf(context).forgetAll()
  return kept
}
