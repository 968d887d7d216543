import { Fault } from '@yihu/contracts'
import type { AnswerOf, DangerRow, DangerState, listDangers, QueryOf } from '@yihu/contracts'
import { answerText } from '@yihu/domain'
import type { PlaceCount } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { groundOf, photosWithMove, standingsOf } from '../cases/index.ts'
import type { Ground } from '../cases/index.ts'
import { streetOf } from '../imports/index.ts'
import { listsOf } from './book.ts'
import { openOnes } from './open-ones.ts'
import type { OpenDanger } from './open-ones.ts'
import { closedDangers, countClosed } from './repo-danger.ts'
import type { StoredDanger } from './repo-danger.ts'
import { sheetsById } from './repo-sheet.ts'
import { versionsOf, standingOnWire } from './sheets.ts'

type Query = QueryOf<typeof listDangers>
type Answer = AnswerOf<typeof listDangers>

/** Which open ones a state shows; its number is the length of what it shows. */
const SHOWN: Readonly<Record<Exclude<DangerState, 'closed'>, (one: OpenDanger, now: number) => boolean>> = {
  open: () => true,
  overdue: ({ standing: { dueAt } }, now) => dueAt !== null && dueAt.getTime() < now,
  checking: ({ standing: { state } }) => state === 'replied' || state === 'checking',
}

/** The dangers of an area: where they are, how far their rectification is, and the list of one state. */
export async function dangersOf(context: Context, actor: Actor, { state, list, area, cursor, limit }: Query): Promise<Answer> {
  const [street, ground, areas, now] = [await streetOf(context), await groundOf(context), await areasOf(context), context.clock.now()]
  const from = cursor === undefined ? 0 : readCursor(cursor)
  return context.db.transact(actor.scope, async (tx) => {
    const filter = { list, area }
    const open = await openOnes(tx, filter)
    const shown = (one: keyof typeof SHOWN) => open.filter((danger) => SHOWN[one](danger, now))
    const closed = state === 'closed' ? await closedDangers(tx, { ...filter, from, limit }) : []
    const wanted = state === 'closed' ? closed : sortedByDue(shown(state)).slice(from, from + limit + 1)
    const names = new Map((await listsOf(tx, street)).map(({ id, published }) => [id, published?.form.name ?? '']))
    const counts = { open: open.length, overdue: shown('overdue').length, checking: shown('checking').length, closed: await countClosed(tx, filter) }
    return {
      dangers: await rowsOf(tx, wanted.slice(0, limit), { street, ground, now }), next: wanted.length > limit ? Buffer.from(String(from + limit)).toString('base64url') : null, counts,
      byArea: tally(open, now, ({ path }) => below(path, area ?? street)).map((one) => ({ ...one, name: areas.nameOf(one.id) })),
      byList: tally(open, now, ({ list_id }) => list_id).map((one) => ({ ...one, name: names.get(one.id) ?? '' })),
      asOf: new Date(now).toISOString(),
    }
  })
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): number {
  const from = Number(Buffer.from(text, 'base64url').toString())
  if (!Number.isSafeInteger(from) || from < 0) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return from
}

/** What is due first, first. */
function sortedByDue(dangers: readonly OpenDanger[]): StoredDanger[] {
  return dangers.toSorted((a, b) => (a.standing.dueAt?.getTime() ?? Infinity) - (b.standing.dueAt?.getTime() ?? Infinity)).map(({ danger }) => danger)
}

/** The area one step below another on the way to a path; the path itself where it ends. */
function below(path: string, top: string): string {
  return path.split('.').slice(0, top.split('.').length + 1).join('.')
}

function tally(open: readonly OpenDanger[], now: number, keyOf: (danger: StoredDanger) => string) {
  const groups = Map.groupBy(open, ({ danger }) => keyOf(danger))
  return [...groups].map(([id, ones]) => ({ id, open: ones.length, overdue: ones.filter((one) => SHOWN.overdue(one, now)).length })).toSorted((a, b) => b.open - a.open || a.id.localeCompare(b.id))
}

interface Sight {
  readonly street: string
  readonly ground: Ground
  readonly now: number
}

async function rowsOf(tx: Tx, dangers: readonly StoredDanger[], { street, ground, now }: Sight): Promise<DangerRow[]> {
  const caseIds = dangers.map(({ case_id }) => case_id)
  const [standings, photos, sheets] = [await standingsOf(tx, caseIds), await photosWithMove(tx, caseIds), await sheetsById(tx, dangers.map(({ sheet_id }) => sheet_id))]
  const versions = await versionsOf(tx, street, [...sheets.values()])
  return dangers.map((danger) => {
    const [sheet, standing] = [sheets.get(danger.sheet_id), standings.get(danger.case_id)]
    const version = sheet && versions(sheet)
    const [item, answer] = [version?.form.items.find(({ id }) => id === danger.item_id), sheet?.answers.find(({ itemId }) => itemId === danger.item_id)]
    const own = photos.filter(({ caseId }) => caseId === danger.case_id)
    return {
      id: danger.id, sheetId: danger.sheet_id, listId: danger.list_id, listName: version?.form.name ?? '', text: danger.item_text, answer: item && answer ? answerText(item, answer.value) : '', note: answer?.note ?? '',
      subjectLabel: sheet?.subject_label ?? '', areaPath: danger.path, areaName: sheet?.area_name ?? '', className: ground.classRef(danger.class_code).name, foundAt: danger.found_at.toISOString(),
      case: standing ? standingOnWire(standing, { ground, now }) : null,
      before: own.filter(({ kind }) => kind === 'registered').map(({ ref }) => ref), after: own.filter(({ kind }) => kind !== 'registered').map(({ ref }) => ref),
    }
  })
}

/** How many dangers of an area are open, and how many of them are overdue. */
export async function countDangers(tx: Tx, { area, now }: { readonly area: string; readonly now: number }): Promise<{ open: number; overdue: number }> {
  const open = await openOnes(tx, { area })
  return { open: open.length, overdue: open.filter((one) => SHOWN.overdue(one, now)).length }
}

/** Where the open or the overdue ones are. */
export async function placesOfDangers(tx: Tx, { kind, now }: { readonly kind: 'open' | 'overdue'; readonly now: number }): Promise<PlaceCount[]> {
  return (await openOnes(tx, {})).filter((one) => SHOWN[kind](one, now)).map(({ danger: { path } }) => ({ path, count: 1 }))
}
