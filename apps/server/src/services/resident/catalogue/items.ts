import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listServiceCatalogue, saveServiceItem, ServiceForm, ServiceRow } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { readItems, writeItem } from './repo-item.ts'
import type { StoredItem } from './repo-item.ts'
import { SHIPPED } from './shipped.ts'

/** An item of a street: changed, added, or as shipped. */
export type Item = Omit<StoredItem, 'changedBy' | 'changedAt'> & { readonly changedBy: string | null; readonly changedAt: Date | null }

/** All items of a street, also those that are stopped; as shipped first. */
export async function itemsOf(tx: Tx, street: string): Promise<Item[]> {
  const own = await readItems(tx, street)
  const shipped = [...SHIPPED].map(([id, form]): Item => own.find((one) => one.id === id) ?? { id, form, version: 0, changedBy: null, changedAt: null })
  return [...shipped, ...own.filter(({ id }) => !SHIPPED.has(id))]
}

/** One item that is offered. @throws service-unknown */
export async function itemOf(tx: Tx, street: string, id: string): Promise<Item> {
  const item = (await itemsOf(tx, street)).find((one) => one.id === id)
  if (!item?.form.isActive) throw new Fault('service-unknown')
  return item
}

/** The catalogue as its editors see it. */
export async function listCatalogue(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listServiceCatalogue>> {
  const street = await streetOf(context)
  return context.db.transact(scope, async (tx) => ({ items: (await itemsOf(tx, street)).map(rowOf) }))
}

function rowOf({ id, form, version, changedBy, changedAt }: Item): ServiceRow {
  return { id, form, version, changedBy, changedAt: changedAt?.toISOString() ?? null }
}

/** Changes or adds an item. @throws conflict, input-invalid */
export async function keepItem(context: Context, actor: Actor, { id, body: { version, item }, ip }: { readonly id: string; readonly body: BodyOf<typeof saveServiceItem>; readonly ip: string }): Promise<ServiceRow> {
  checkWindows(item)
  const [street, at] = [await streetOf(context), context.clock.now()]
  const next = { id, form: item, version: version + 1, changedBy: actor.name, changedAt: new Date(at) }
  await context.db.transact(actor.scope, async (tx) => {
    if (!(await writeItem(tx, street, next))) throw new Fault('conflict')
    await record(tx, { at, by: actor, action: 'service.save', object: item.name, result: 'done', ip, detail: { id, version: next.version } })
  })
  return rowOf(next)
}

/** Windows go forwards and one after another. */
function checkWindows({ booking }: ServiceForm): void {
  const windows = booking?.windows ?? []
  const isWrong = windows.some(({ open, close }, index) => open >= close || open < (windows[index - 1]?.close ?? '00:00'))
  if (isWrong) throw new Fault('input-invalid', { fields: { 'item.booking.windows': '办理时间要从早到晚，不能重叠' } })
}
