import type { AnswerOf, FileRef, listVisits, QueryOf, showOwnWork, VisitRow } from '@yihu/contracts'
import { monthOf } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { photosOf } from './repo-photo.ts'
import { readVisits, workOf } from './repo-visit.ts'
import type { StoredVisit } from './repo-visit.ts'
import { routinesOf } from './routines.ts'
import { labelsOf } from './subjects.ts'
import { fieldLabel } from './verify.ts'
import { visitorsOf } from './visitors.ts'

/** Visits of one subject, or of an area, the latest first. @throws not-found, input-invalid */
export async function visitsOf(context: Context, actor: Actor, { area, kind, id, since, cursor, limit }: QueryOf<typeof listVisits>): Promise<AnswerOf<typeof listVisits>> {
  const [tree, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  const { paths } = actor.scope
  const areas = area === undefined && paths !== '*' ? paths : [placeInSight(tree, actor, area).path]
  return context.db.transact(actor.scope, async (tx) => {
    const found = await readVisits(tx, { areas, kind, subjectId: id, since, after: readCursor(cursor), limit })
    const page = found.slice(0, limit)
    const names = new Map((await routinesOf(tx, street)).map(({ id: routine, form }) => [routine, form.name]))
    const labels = new Map<string, string>()
    for (const [of, visits] of Map.groupBy(page, (one) => one.kind)) for (const [subject, label] of await labelsOf(tx, context, { tree, kind: of, ids: [...new Set(visits.map(({ subjectId }) => subjectId))] })) labels.set(subject, label)
    const photos = await photosOf(tx, page.map((visit) => visit.id))
    const byOf = await visitorsOf(tx, context, page)
    const last = page.at(-1)
    return {
      visits: page.map((visit) => rowOf(context, visit, { photos: photos.get(visit.id) ?? [], by: byOf(visit), label: labels.get(visit.subjectId) ?? tree.nameOf(visit.path), routineName: names.get(visit.routine ?? '') ?? null })),
      next: found.length > limit && last ? writeCursor(last) : null, asOf: new Date(now).toISOString(),
    }
  })
}

function rowOf({ vault }: Context, { id, at, act, result, note, isEvening, flights, kind, subjectId, path, verified }: StoredVisit, { label, by, routineName, photos }: { label: string; by: string; routineName: string | null; photos: FileRef[] }): VisitRow {
  return {
    id, at: at.toISOString(), by, act, routineName, result, notes: note ? vault.open('visit.note', note) : '', isEvening, flights, subject: { kind, id: subjectId, label, path },
    verified: Object.entries(verified).map(([field, as]) => ({ label: fieldLabel(kind, field), as: as as 'right' | 'wrong' | 'unknown' })), // written by this module alone
    photos,
  }
}

/** What somebody did this month, told to themselves alone. */
export async function ownWork(context: Context, actor: Actor): Promise<AnswerOf<typeof showOwnWork>> {
  const now = context.clock.now()
  const month = monthOf(now)
  const work = await context.db.transact(actor.scope, (tx) => workOf(tx, actor.userId, `${month}-01`))
  return { month, ...work, asOf: new Date(now).toISOString() }
}
