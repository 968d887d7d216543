import type { VisitQuery } from '@yihu/contracts'
import { daysAfter, localDate, localTime, VISIT_ACTS, VISIT_RESULTS, VISIT_SUBJECTS } from '@yihu/domain'
import type { VisitColumn } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import type { TakingVisits, VisitSource } from '../../platform/exports/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { noteExport } from '../../platform/pool/index.ts'
import { countVisits, readVisits } from './repo-visit.ts'
import type { StoredVisit } from './repo-visit.ts'
import { routinesOf } from './routines.ts'
import { labelsOf } from './subjects.ts'

/** Visits on the sheets of other offices (12345、民政、综治), by the one door of exports. */
export const visitSheet: VisitSource = {
  length: async (tx, context, { query, most }) => countVisits(tx, (await asking(tx, context, query)).filter, most),
  rows: rowsOf,
}

/** What was recorded for a campaign that destroys it leaves the house on no sheet. */
async function asking(tx: Tx, context: Context, { area, days, kind, routine }: VisitQuery) {
  const street = await streetOf(context)
  const routines = await routinesOf(tx, street)
  const since = daysAfter(localDate(context.clock.now()), -days)
  const names = new Map(routines.map(({ id, form: { name } }) => [id, name]))
  return { filter: { areas: [area ?? street], kind, routine, since, except: routines.filter(({ form }) => form.isDestroyed).map(({ id }) => id) }, names }
}

async function* rowsOf(tx: Tx, context: Context, { query, columns, isMasked, size, most, by, purpose }: TakingVisits): AsyncGenerator<string[][]> {
  const [tree, { filter, names }] = [await areasOf(context), await asking(tx, context, query)]
  let after: ListPlace | undefined
  for (let read = 0; read < most; read += size) {
    const found = await readVisits(tx, { ...filter, after, limit: Math.min(size, most - read) })
    const page = found.slice(0, size)
    const labels = new Map<string, string>()
    for (const [kind, visits] of Map.groupBy(page, (one) => one.kind)) for (const [id, label] of await labelsOf(tx, context, { tree, kind, ids: [...new Set(visits.map(({ subjectId }) => subjectId))] })) labels.set(id, label)
    yield page.map((visit) => {
      const cells = cellsOf(context, visit, { tree, label: labels.get(visit.subjectId) ?? '', routine: names.get(visit.routine ?? '') ?? '随手', isMasked })
      return columns.map(({ field, translate }) => {
        const text = Object.hasOwn(cells, field) ? cells[field as VisitColumn] : '' // checked on the left
        return translate[text] ?? text
      })
    })
    if (!isMasked) await noteExport(tx, { persons: page.filter(({ kind }) => kind === 'person').map(({ subjectId, path }) => ({ id: subjectId, path })), at: context.clock.now(), by, purpose })
    const last = page.at(-1)
    if (!last || found.length <= size) return
    after = last
  }
}

interface Writing {
  readonly tree: AreaIndex
  readonly label: string
  readonly routine: string
  readonly isMasked: boolean
}

/** Names stay masked in any case; what was said at the door goes out only when a second person agreed. */
function cellsOf({ vault }: Context, { at, day, kind, act, result, note, byName, isEvening, flights, path }: StoredVisit, { tree, label, routine, isMasked }: Writing): Record<VisitColumn, string> {
  const level = (wanted: string): string => tree.chainOf(path).find((link) => link.level === wanted)?.name ?? ''
  return {
    day, at: `${day} ${localTime(at.getTime())}`, subject: label, kind: VISIT_SUBJECTS[kind], act: VISIT_ACTS[act], result: VISIT_RESULTS[result], routine, notes: note === null ? '' : isMasked ? '***' : vault.open('visit.note', note), by: byName,
    evening: isEvening ? '是' : '否', flights: String(flights), community: level('community'), grid: level('grid'), area: tree.nameOf(path),
  }
}
