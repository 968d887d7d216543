import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, listSheets, QueryOf, SheetDetail, SheetRow } from '@yihu/contracts'
import { answerText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { groundOf, sendStored, standingsOf } from '../cases/index.ts'
import type { CaseStanding, Ground } from '../cases/index.ts'
import { streetOf } from '../imports/index.ts'
import { versionOf } from './book.ts'
import { dangersOfSheet } from './repo-danger.ts'
import type { StoredVersion } from './repo-list.ts'
import { findSheet, listStoredSheets, photosOf, storedPhoto } from './repo-sheet.ts'
import type { StoredSheet } from './repo-sheet.ts'

/** A page of filled sheets, the latest first. */
export async function sheetsOf(context: Context, actor: Actor, { cursor, limit, ...filter }: QueryOf<typeof listSheets>): Promise<AnswerOf<typeof listSheets>> {
  const [street, after] = [await streetOf(context), readCursor(cursor)]
  return context.db.transact(actor.scope, async (tx) => {
    const rows = await listStoredSheets(tx, { ...filter, after, limit })
    const page = rows.slice(0, limit)
    const names = await versionsOf(tx, street, page)
    const last = page.at(-1)
    return { sheets: page.map((row) => sheetRow(row, names(row)?.form.name ?? '')), next: rows.length > limit && last ? writeCursor(last) : null, asOf: new Date(context.clock.now()).toISOString() }
  })
}

type Versioned = Pick<StoredSheet, 'list_id' | 'version'>

/** The versions that sheets were filled by. */
export async function versionsOf(tx: Tx, street: string, sheets: readonly Versioned[]): Promise<(sheet: Versioned) => StoredVersion | undefined> {
  const found = new Map<string, StoredVersion>()
  for (const [key, { list_id: id, version }] of new Map(sheets.map((sheet) => [keyOf(sheet), sheet]))) {
    const one = await versionOf(tx, street, { id, version })
    if (one) found.set(key, one)
  }
  return (sheet) => found.get(keyOf(sheet))
}

const keyOf = ({ list_id, version }: Versioned): string => `${list_id}/${version}`

function sheetRow(row: StoredSheet, listName: string): SheetRow {
  return {
    id: row.id, listId: row.list_id, listName, version: row.version, subject: row.subject_kind as SheetRow['subject'], subjectLabel: row.subject_label, subjectId: row.subject_id, // kind: checked by the table
    areaPath: row.path, areaName: row.area_name, at: row.at.toISOString(), receivedAt: row.received_at.toISOString(), by: row.by_name, asked: row.asked, passed: row.passed, dangers: row.dangers,
  }
}

/** How the case of a danger stands, in words. */
export function standingOnWire({ caseId, number, state, stateName, ownerUnit, dueAt, isOpen }: CaseStanding, { ground, now }: { readonly ground: Ground; readonly now: number }) {
  return { caseId, number, state, stateName, unitName: ownerUnit === null ? null : ground.unitName(ownerUnit), dueAt: dueAt?.toISOString() ?? null, isOpen, isOverdue: isOpen && dueAt !== null && dueAt.getTime() < now }
}

/** One filled sheet. @throws not-found */
export async function showOne(context: Context, actor: Actor, id: string): Promise<SheetDetail> {
  const [street, ground, now] = [await streetOf(context), await groundOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const sheet = await findSheet(tx, id)
    const version = sheet && (await versionOf(tx, street, { id: sheet.list_id, version: sheet.version }))
    if (!sheet || !version) throw new Fault('not-found')
    const [dangers, photos] = [await dangersOfSheet(tx, id), await photosOf(tx, [id])]
    const standings = await standingsOf(tx, dangers.map(({ case_id }) => case_id))
    const answers = version.form.items.flatMap((item) => {
      const answer = sheet.answers.find(({ itemId }) => itemId === item.id)
      if (!answer) return []
      const danger = dangers.find(({ item_id }) => item_id === item.id)
      const standing = danger && standings.get(danger.case_id)
      return [{
        itemId: item.id, group: item.group, text: item.text, answer: answerText(item, answer.value), note: answer.note, isDanger: danger !== undefined,
        photos: photos.filter(({ itemId }) => itemId === item.id).map(({ ref }) => ref), case: standing ? standingOnWire(standing, { ground, now }) : null,
      }]
    })
    return { ...sheetRow(sheet, version.form.name), answers }
  })
}

interface Sending {
  readonly id: string
  readonly photoId: string
  readonly size: 'full' | 'thumbnail'
  readonly reply: FastifyReply
}

/** Streams a photo of a sheet in sight. @throws Fault file-missing */
export async function sendPhoto(context: Context, actor: Actor, { id, photoId, size, reply }: Sending): Promise<void> {
  const file = await context.db.transact(actor.scope, (tx) => storedPhoto(tx, { sheetId: id, id: photoId }))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}
