import type { AnswerOf, ChecklistForm, listAllChecklists, listChecklists } from '@yihu/contracts'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { streetOf } from '../imports/index.ts'
import { openOnes } from './open-ones.ts'
import { readLists, readVersions } from './repo-list.ts'
import type { StoredList, StoredVersion } from './repo-list.ts'
import { countSheets } from './repo-sheet.ts'
import { SHIPPED } from './shipped.ts'

/** A checklist of the street: what is published of it and what is being written. */
export interface KnownList {
  readonly id: string
  readonly published: StoredVersion | null
  readonly stored: StoredList | null
}

/** Version 1 of a list that came with the program. */
export function shippedVersion(id: string): StoredVersion | null {
  const form = SHIPPED.get(id)
  return form ? { listId: id, version: 1, form, note: '随产品装入', publishedBy: '系统', publishedAt: null } : null
}

/** Every list of the street, those that came with the program first. */
export async function listsOf(tx: Tx, street: string): Promise<KnownList[]> {
  const stored = new Map((await readLists(tx, street)).map((one) => [one.id, one]))
  const versions = new Map((await readVersions(tx, street)).map((one) => [one.listId, one]))
  const ids = [...SHIPPED.keys(), ...[...stored.keys()].filter((id) => !SHIPPED.has(id))]
  return ids.map((id) => ({ id, published: versions.get(id) ?? shippedVersion(id), stored: stored.get(id) ?? null }))
}

/** One list with all its versions, the latest first. @throws not-found */
export async function requireList(tx: Tx, street: string, id: string): Promise<KnownList & { readonly versions: readonly StoredVersion[] }> {
  const [stored] = await readLists(tx, street, id)
  const shipped = shippedVersion(id)
  const versions = [...(await readVersions(tx, street, { id })), ...(shipped ? [shipped] : [])]
  if (!stored && versions.length === 0) throw new Fault('not-found')
  return { id, stored: stored ?? null, published: versions[0] ?? null, versions }
}

/** A version that was published once, whatever was published since; undefined: there is none. */
export async function versionOf(tx: Tx, street: string, { id, version }: { readonly id: string; readonly version: number }): Promise<StoredVersion | undefined> {
  return [...(await readVersions(tx, street, { id })), ...[shippedVersion(id)].filter((one) => one !== null)].find((one) => one.version === version)
}

/** What phones fill: the latest version of every list in use. */
export async function listsInUse(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listChecklists>> {
  const street = await streetOf(context)
  const lists = await context.db.transact(scope, (tx) => listsOf(tx, street))
  return {
    lists: lists.flatMap(({ id, published }) => (published?.form.isActive ? [{ id, version: published.version, name: published.form.name, subject: published.form.subject, purpose: published.form.purpose, items: published.form.items }] : [])),
  }
}

/** Every list with how much it is used. */
export async function allLists(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listAllChecklists>> {
  const street = await streetOf(context)
  const now = context.clock.now()
  return context.db.transact(scope, async (tx) => {
    const [lists, sheets, open] = [await listsOf(tx, street), await countSheets(tx), await openOnes(tx, {})]
    const rows = lists.flatMap(({ id, published, stored }) => {
      const form: ChecklistForm | null = published?.form ?? stored?.draft ?? null
      return form ? [{
        id, name: form.name, subject: form.subject, version: published?.version ?? 0, items: form.items.length, isActive: published?.form.isActive ?? false, hasDraft: Boolean(stored?.draft), sheets: sheets.get(id)?.count ?? 0,
        openDangers: open.filter(({ danger }) => danger.list_id === id).length, lastFilledAt: sheets.get(id)?.last.toISOString() ?? null,
      }] : []
    })
    return { lists: rows, asOf: new Date(now).toISOString() }
  })
}
