import { Fault, PointForm } from '@yihu/contracts'
import type { AnswerOf, BodyOf, ProductRow, saveProduct as contract } from '@yihu/contracts'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { countDevices, lockProduct, pointsInUse, readProducts, writeProduct } from './repo-product.ts'
import type { StoredProduct } from './repo-product.ts'

/** A kind of device with its measuring points. */
export interface Product extends Omit<StoredProduct, 'points'> {
  readonly points: readonly PointForm[]
}

const Points = z.array(PointForm)

/** A stored product with its points parsed. */
export function productOf(row: StoredProduct): Product {
  return { ...row, points: Points.parse(row.points) }
}

/** All products, by name. */
export async function productsOf(tx: Tx): Promise<Product[]> {
  return (await readProducts(tx)).map(productOf)
}

/** All products as pages show them, with how many devices of each the caller sees. */
export async function listProducts(tx: Tx): Promise<ProductRow[]> {
  const counts = await countDevices(tx)
  return (await productsOf(tx)).map((product) => rowOf(product, counts.get(product.id) ?? 0))
}

function rowOf({ id, version, name, kind, vendor, codec, points }: Product, devices: number): ProductRow {
  return { id, version, name, kind, vendor, codec, points: [...points], devices }
}

type Form = BodyOf<typeof contract> & { readonly id: string }

/**
 * Makes a product (version 0) or changes one; points that already have readings stay.
 * @throws conflict, product-points-used, input-invalid
 */
export async function saveProduct(context: Context, actor: Actor, { form, ip }: { form: Form; ip: string }): Promise<AnswerOf<typeof contract>> {
  const names = form.points.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Fault('input-invalid', { fields: { points: `测点名 ${twice} 重复` } })
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const old = await lockProduct(tx, form.id)
    if ((old?.version ?? 0) !== form.version) throw new Fault('conflict', { current: { version: old?.version ?? 0 } })
    await needUnusedGone(tx, { old: old && productOf(old), names })
    await writeProduct(tx, {
      id: form.id, version: form.version + 1, name: form.name, kind: form.kind, vendor: form.vendor || null, codec: form.codec || null, points: form.points, at: new Date(now),
    })
    await emit(tx, { topic: 'product.changed', scopePath: null, payload: { id: form.id } })
    await record(tx, { at: now, by: actor, action: old ? 'product.change' : 'product.create', object: form.name, result: 'done', ip, detail: { id: form.id, points: names } })
    const saved = await lockProduct(tx, form.id)
    if (!saved) throw new Error('the product just written is gone')
    return rowOf(productOf(saved), (await countDevices(tx)).get(form.id) ?? 0)
  })
}

/** @throws product-points-used */
async function needUnusedGone(tx: Tx, { old, names }: { old: Product | undefined; names: readonly string[] }): Promise<void> {
  const gone = old?.points.map(({ name }) => name).filter((name) => !names.includes(name)) ?? []
  const [used] = gone.length > 0 && old ? await pointsInUse(tx, old.id, gone) : []
  if (used !== undefined) throw new Fault('product-points-used', { details: { point: used } })
}
