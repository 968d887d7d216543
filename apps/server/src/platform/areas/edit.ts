import { createHash } from 'node:crypto'
import { AREA_LEVELS, Fault } from '@yihu/contracts'
import type { AnswerOf, AreaProblem, BodyOf, EditableArea, editAreas, showAreaNeighbours } from '@yihu/contracts'
import { bboxOf, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { checkEdit } from './check-edit.ts'
import { areasOf } from './current.ts'
import { formerBorder, isInScope } from './import.ts'
import { writeAreas, writeHistory } from './repo.ts'
import { lockBorders } from './repo-as-of.ts'
import { labelPoint, parseShape } from './shape.ts'

type Ground = Pick<Context, 'db' | 'clock'>
type Order = BodyOf<typeof editAreas>
type Answer = AnswerOf<typeof editAreas>

/** Levels whose borders divide the ground; finer ones only lie in it. */
const DIVIDING: readonly string[] = ['district', 'street', 'community', 'grid']
const MOST_NEIGHBOURS = 200

/** An area with those whose borders it may share. @throws area-unknown, area-without-border */
export async function neighboursOf(context: Ground, actor: Actor, code: string): Promise<AnswerOf<typeof showAreaNeighbours>> {
  const index = await areasOf(context)
  const area = index.byCode(code)
  if (!area) throw new Fault('area-unknown', { details: { code } })
  const [own] = editable(area, actor)
  const box = area.geometry && bboxOf(area.geometry)
  if (!own || !box) throw new Fault('area-without-border', { details: { name: area.name } })
  const near = index.areas.filter((other) => {
    if (other.code === code || !DIVIDING.includes(other.level) || !DIVIDING.includes(area.level)) return false
    const around = other.geometry && bboxOf(other.geometry)
    return around !== null && around[0] <= box[2] && around[2] >= box[0] && around[1] <= box[3] && around[3] >= box[1]
  })
  return { area: own, neighbours: near.slice(0, MOST_NEIGHBOURS).flatMap((other) => editable(other, actor)) }
}

function editable(area: StoredArea, actor: Actor): EditableArea[] {
  const { code, name, level, parent, geometry } = area
  return geometry ? [{ code, name, level, levelName: AREA_LEVELS[level], parent, geometry, etag: etagOf(area), isMine: isInScope(actor, area.path) }] : []
}

function etagOf({ name, geometry }: Pick<StoredArea, 'name' | 'geometry'>): string {
  return createHash('sha256').update(JSON.stringify([name, geometry])).digest('hex').slice(0, 16)
}

/**
 * Renames areas and moves their borders, several at once so that a shared corner moves for all. New overlaps and parts
 * outside refuse the edit, gaps too unless they are meant; the borders replaced become history.
 * @throws area-unknown, not-found, conflict, area-edit-invalid with the problems as `current`
 */
export async function edit(context: Ground, actor: Actor, order: Order & { ip: string }): Promise<Answer> {
  const index = await areasOf(context)
  const today = localDate(context.clock.now())
  const faults: AreaProblem[] = []
  const changed = order.areas.flatMap((change) => {
    const before = known(index, actor, change)
    const read = readChange(before, change, today)
    if ('problem' in read) faults.push({ kind: 'invalid', message: `“${before.name}”：${read.problem}`, areas: [before.code], squareMetres: null, geometry: null })
    return 'area' in read && etagOf(read.area) !== etagOf(before) ? [{ before, after: read.area }] : []
  })
  const moved = changed.filter(({ before, after }) => before.geometry !== after.geometry)
  const found = await checkEdit(index, moved.map(({ after }) => after))
  const problems: AreaProblem[] = [...faults, ...found.problems]
  const answer: Answer = { changed: changed.length, problems, known: found.known, written: false }
  if (order.dryRun) return answer
  const blocking = problems.filter(({ kind }) => kind !== 'gap' || !order.acceptGaps)
  if (blocking.length > 0) throw new Fault('area-edit-invalid', { details: { count: blocking.length }, current: answer })
  if (changed.length > 0) await write(context, actor, { ...order, changed, today })
  return { ...answer, written: true }
}

function known(index: AreaIndex, actor: Actor, { code, etag }: Order['areas'][number]): StoredArea {
  const area = index.byCode(code)
  if (!area) throw new Fault('area-unknown', { details: { code } })
  if (!isInScope(actor, area.path)) throw new Fault('not-found')
  if (etagOf(area) !== etag) throw new Fault('conflict', { current: { code, etag: etagOf(area) } })
  return area
}

function readChange(before: StoredArea, { name = before.name, geometry }: Order['areas'][number], today: string): { area: StoredArea } | { problem: string } {
  if (geometry === undefined) return { area: { ...before, name } }
  const parsed = parseShape(geometry, 'WGS84')
  if ('problem' in parsed) return parsed
  if (JSON.stringify(parsed.shape) === JSON.stringify(before.geometry)) return { area: { ...before, name } }
  return { area: { ...before, name, geometry: parsed.shape, point: labelPoint(parsed.shape), validFrom: today } }
}

/** Somebody may have saved between the reading and now. @throws conflict */
async function needUnchanged(tx: Tx, areas: readonly StoredArea[]): Promise<void> {
  const now = await lockBorders(tx, areas.map(({ code }) => code))
  const stale = areas.find((area) => etagOf(now.get(area.code) ?? { name: '', geometry: null }) !== etagOf(area))
  if (stale) throw new Fault('conflict', { current: { code: stale.code } })
}

interface Writing {
  readonly changed: readonly { readonly before: StoredArea; readonly after: StoredArea }[]
  readonly today: string
  readonly reason: string
  readonly ip: string
}

async function write({ db, clock }: Ground, actor: Actor, { changed, today, reason, ip }: Writing): Promise<void> {
  const at = clock.now()
  const former = changed.flatMap(({ before, after }) => (before.geometry && before.geometry !== after.geometry ? [formerBorder(before, before.geometry, today)] : []))
  await db.transact(actor.scope, async (tx) => {
    await needUnchanged(tx, changed.map(({ before }) => before))
    await writeHistory(tx, former, { reason, by: actor.userId, at: new Date(at) })
    await writeAreas(tx, changed.map(({ after }) => after))
    await emit(tx, changed.map(({ after }) => ({ topic: 'area.changed', scopePath: after.path, payload: { code: after.code } })))
    await record(tx, {
      at, by: actor, action: 'area.edit', object: changed.map(({ after }) => after.name).join('、').slice(0, 200), purpose: reason, result: 'done', ip,
      detail: { moved: former.map(({ code }) => code), renamed: changed.filter(({ before, after }) => before.name !== after.name).map(({ before, after }) => ({ code: after.code, before: before.name, after: after.name })) },
    })
  })
}
