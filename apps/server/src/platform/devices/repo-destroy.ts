import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

/** A device by both its names, with where it stood. */
export interface NamedDevice {
  readonly id: string
  readonly no: number
  readonly path: string
}

/** What was deleted of one kind: its rows named by their keys. */
export interface Destroyed {
  readonly what: string
  readonly keys: readonly string[]
}

/** All devices of these kinds of product in an area, whatever their state. */
export async function devicesOfKinds(tx: Tx, { area, kinds }: { area: string; kinds: readonly string[] }): Promise<NamedDevice[]> {
  const { rows } = await sql<NamedDevice>`
    select d.id, d.no, d.area_path::text as path from device d join product p on p.id = d.product_id
    where p.kind = any(${[...kinds]}::text[]) and d.area_path <@ ${area}::ltree order by d.id`.execute(tx)
  return [...rows]
}

/** Deletes devices with all they said and were told; nothing else may refer to them any more. */
export async function deleteDevices(tx: Tx, devices: readonly NamedDevice[]): Promise<Destroyed[]> {
  const nos = sql`${devices.map(({ no }) => no)}::int[]`
  const ids = sql`${devices.map(({ id }) => id)}::text[]`
  const gone = async (what: string, statement: RawBuilder<{ key: string }>): Promise<Destroyed> => ({ what, keys: (await statement.execute(tx)).rows.map(({ key }) => key) })
  return [
    await gone('读数', sql`delete from reading where device_no = any(${nos}) returning 'reading ' || device_no || ' ' || point || ' ' || at as key`),
    await gone('最新读数', sql`delete from reading_last where device_no = any(${nos}) returning 'reading_last ' || device_no || ' ' || point as key`),
    await gone('每小时汇总', sql`delete from reading_hour where device_no = any(${nos}) returning 'reading_hour ' || device_no || ' ' || point || ' ' || hour as key`),
    await gone('命令', sql`delete from device_command where device_id = any(${ids}) returning 'device_command ' || id as key`),
    await gone('关注户', sql`delete from device where id = any(${ids}) returning 'device ' || id as key`),
  ]
}
