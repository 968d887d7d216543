import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { Box } from '../../kernel/layer.ts'
import { partOf } from './repo.ts'
import type { Part } from './repo.ts'

const own = (tx: Tx) => tx.$pickTables<'part' | 'organisation'>()

const isIn = ([west, south, east, north]: Box) => sql<boolean>`lon >= ${west} and lon < ${east} and lat >= ${south} and lat < ${north}`

/** The parts that stand in a box; removed ones are gone. */
export async function partsInBox(tx: Tx, box: Box, limit: number): Promise<Part[]> {
  return (await own(tx).selectFrom('part').selectAll().where('state', '<>', 'removed').where(isIn(box)).orderBy('code').limit(limit).execute()).map(partOf)
}

/** The organisations in sight that have a place in a box. */
export async function organisationsInBox(tx: Tx, box: Box, limit: number): Promise<{ id: string; name: string; kind: string; lon: number; lat: number }[]> {
  const rows = await own(tx).selectFrom('organisation').select(['id', 'name', 'kind', 'lon', 'lat']).where('state', '=', 'active').where(isIn(box)).orderBy('id').limit(limit).execute()
  return rows.flatMap(({ lon, lat, ...row }) => (lon === null || lat === null ? [] : [{ ...row, lon, lat }]))
}
