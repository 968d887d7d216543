import { Fault } from '@yihu/contracts'
import type { AnswerOf, CheckFill, ChecklistForm, ChecklistItem, fillChecklist } from '@yihu/contracts'
import { answerText, judge, timeText } from '@yihu/domain'
import type { Judgement } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { actAsSystem, groundOf, moverOf, numbersOf, prepare, waitingUploads } from '../cases/index.ts'
import type { Ground } from '../cases/index.ts'
import { streetOf } from '../imports/index.ts'
import { takeWithin } from '../signals/index.ts'
import { versionOf } from './book.ts'
import { dangersOfSheet, insertDangers } from './repo-danger.ts'
import { findSheet, insertPhotos, insertSheet } from './repo-sheet.ts'
import { placeSubject } from './subject.ts'
import type { PlacedSubject } from './subject.ts'

type Filled = AnswerOf<typeof fillChecklist>

interface Filling {
  readonly actor: Actor
  readonly form: CheckFill
}

interface Taking extends Filling {
  readonly ground: Ground
  readonly list: ChecklistForm
  readonly subject: PlacedSubject
  readonly found: Judgement
  readonly now: number
}

/**
 * Takes a filled sheet by the version it was filled with; every danger becomes a case by the door of all signals. The same
 * id twice is one sheet and the same answer. `tx` stands in the actor's scope and sees everything afterwards: a case may go
 * where its finder does not look.
 * @throws checklist-version-unknown, check-subject-unknown, input-invalid, conflict
 */
export async function fill(tx: Tx, context: Context, { actor, form }: Filling): Promise<Filled> {
  const before = await answerOf(tx, form.id)
  if (before) return before
  const [ground, street, now] = [await groundOf(context), await streetOf(context), context.clock.now()]
  const version = await versionOf(tx, street, { id: form.listId, version: form.version })
  if (!version) throw new Fault('checklist-version-unknown', { details: { version: form.version } })
  const list = version.form
  if (form.subject.kind !== list.subject) throw new Fault('input-invalid', { fields: { 'subject.kind': '这张检查表不是查这种对象的' } })
  const found = judge(list.items, form.answers)
  const faults = Object.entries(found.faults)
  if (faults.length > 0) throw new Fault('input-invalid', { fields: Object.fromEntries(faults.map(([item, text]) => [item === 'answers' ? item : `answers.${item}`, text])) })
  const subject = await placeSubject(tx, context, { actor, subject: form.subject, ground })
  return take(tx, context, { actor, form, ground, list, subject, found, now })
}

/** What was answered to a sheet taken before; undefined: none was. */
async function answerOf(tx: Tx, id: string): Promise<Filled | undefined> {
  if (!(await findSheet(tx, id))) return undefined
  const dangers = await dangersOfSheet(tx, id)
  const numbers = await numbersOf(tx, dangers.map(({ case_id }) => case_id))
  return { id, dangers: dangers.map(({ item_id, case_id }) => ({ itemId: item_id, caseNumber: numbers.get(case_id) ?? '' })) }
}

async function take(tx: Tx, context: Context, taking: Taking): Promise<Filled> {
  const { actor, form, subject, found, ground, now } = taking
  const street = ground.place({ areaPath: subject.path }).street
  const isNew = await insertSheet(tx, {
    id: form.id, street, list_id: form.listId, version: form.version, subject_kind: form.subject.kind, subject_id: subject.id, subject_label: subject.label, path: subject.path, area_name: subject.areaName,
    answers: form.answers.map(({ itemId, value, note = '' }) => ({ itemId, value, note })), at: new Date(Math.min(Date.parse(form.at), now)), received_at: new Date(now), by_id: actor.userId, by_name: actor.name,
    asked: found.asked, passed: found.passed, dangers: found.dangers.length,
  })
  await actAsSystem(tx)
  if (!isNew) {
    // The same sheet sent twice at one moment; or somebody else's, which is none of theirs.
    const [before, sheet] = [await answerOf(tx, form.id), await findSheet(tx, form.id)]
    if (!before || sheet?.by_id !== actor.userId) throw new Fault('conflict')
    return before
  }
  const uploads = new Map((await waitingUploads(tx, form.answers.flatMap(({ photos }) => photos))).map((one) => [one.id, one]))
  const photos = form.answers.flatMap(({ itemId, photos: ids }) => [...new Set(ids)].flatMap((id) => {
    const upload = uploads.get(id)
    return upload?.kind === 'image' ? [{ sheetId: form.id, id, itemId, path: subject.path, hash: upload.hash, name: upload.name }] : []
  }))
  await insertPhotos(tx, [...new Map(photos.map((photo) => [photo.id, photo])).values()])
  await emit(tx, { topic: 'check.filled', scopePath: subject.path, payload: { id: form.id, dangers: found.dangers.length } })
  return { id: form.id, dangers: await raise(tx, context, { ...taking, photos }) }
}

/** One case each, in the order of the list. */
async function raise(tx: Tx, context: Context, { photos, ...taking }: Taking & { readonly photos: readonly { readonly id: string; readonly itemId: string }[] }): Promise<Filled['dangers']> {
  const { found, form, list, subject, now, ground } = taking
  const items = found.dangers.flatMap((id) => list.items.find((item) => item.id === id) ?? [])
  if (items.length === 0) return []
  const prepared = items.map((item) => prepare({ ...signalOf(item, taking), files: photos.filter(({ itemId }) => itemId === item.id).map(({ id }) => id) }, ground))
  const street = ground.place({ areaPath: subject.path }).street
  await insertDangers(tx, items.map((item, at) => ({
    id: newId(now), sheet_id: form.id, item_id: item.id, list_id: form.listId, street, path: subject.path, item_text: item.text, class_code: item.classCode ?? '', case_id: prepared[at]?.id ?? '',
    found_at: new Date(Math.min(Date.parse(form.at), now)), closed_at: null,
  })))
  // Last: the head of the trace stays locked until the commit.
  const taken = await takeWithin(tx, context, prepared)
  return items.map((item, at) => ({ itemId: item.id, caseNumber: taken[at]?.number ?? '' }))
}

function signalOf(item: ChecklistItem, { form, list, subject, actor, now }: Taking) {
  const answer = form.answers.find(({ itemId }) => itemId === item.id)
  const at = Math.min(Date.parse(form.at), now)
  const said = answer ? `${answerText(item, answer.value)}${answer.note ? `（${answer.note}）` : ''}` : ''
  return {
    // What nobody here knew of cannot have been late: the clock runs from when the sheet came in.
    source: 'check', kind: 'danger', senderId: `${form.id}/${item.id}`, at: now, takenAt: now, areaPath: subject.path, placeSource: 'code' as const, point: subject.point, classCode: item.classCode, by: moverOf(actor),
    title: `隐患：${item.text}`.slice(0, 60), text: `${subject.label}，${timeText(at)} 按《${list.name}》检查：${item.text} ${said}`.trim(), address: subject.label,
  }
}
