import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { PointForm } from '@yihu/contracts'
import type { PlaceCount } from '@yihu/domain'
import type { Database, JsonInput, Tx } from '../../kernel/db/index.ts'
import type { DeviceTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeviceTables>()

export type StoredProduct = Selectable<Database['product']>

/** All products by name. */
export async function readProducts(tx: Tx): Promise<StoredProduct[]> {
  return own(tx).selectFrom('product').selectAll().orderBy('name').orderBy('id').execute()
}

/** One product, locked until the end of the transaction. */
export async function lockProduct(tx: Tx, id: string): Promise<StoredProduct | undefined> {
  return own(tx).selectFrom('product').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

interface ProductInput {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly kind: string
  readonly vendor: string | null
  readonly codec: string | null
  readonly points: readonly PointForm[]
  readonly at: Date
}

/** Writes a product whole. */
export async function writeProduct(tx: Tx, { at, points, ...product }: ProductInput): Promise<void> {
  const values = { ...product, points: json(points), changed_at: at }
  await own(tx)
    .insertInto('product')
    .values({ ...values, created_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

function json(points: readonly PointForm[]): JsonInput {
  return points.map((point) => ({ ...point }))
}

/** How many devices of each product are in sight, all or those of an area. */
export async function countDevices(tx: Tx, area?: string): Promise<Map<string, number>> {
  const rows = await own(tx).selectFrom('device').select((eb) => ['product_id', eb.fn.countAll<number>().as('count')])
    .$if(area !== undefined, (query) => query.where(sql<boolean>`area_path <@ ${area ?? ''}::ltree`)).groupBy('product_id').execute()
  return new Map(rows.map(({ product_id: id, count }) => [id, count]))
}

/** How many devices stand in each place. */
export async function devicesByPlace(tx: Tx): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`select area_path::text as path, count(*)::int as count from device group by 1`.execute(tx)
  return [...rows]
}

/** Which of these points a device of the product has already reported. */
export async function pointsInUse(tx: Tx, productId: string, names: readonly string[]): Promise<string[]> {
  const rows = await own(tx)
    .selectFrom('reading_last')
    .innerJoin('device', 'device.no', 'reading_last.device_no')
    .select('point')
    .distinct()
    .where('product_id', '=', productId)
    .where('point', 'in', [...names])
    .execute()
  return rows.map(({ point }) => point)
}
