import type { Tx } from '../../../kernel/db/index.ts'
import type { VisualizationTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<VisualizationTables>()
const COLUMNS = ['id', 'name', 'area_name as areaName', 'slot', 'figures', 'failed', 'pdf_hash as pdfHash', 'xlsx_hash as xlsxHash', 'made_at as madeAt', 'expires_at as expiresAt'] as const

/** A bulletin as it is kept; its files lie in the store. */
export interface StoredBulletin {
  readonly id: string
  readonly name: string
  readonly areaName: string
  /** The day it was due; null: somebody asked for it. */
  readonly slot: string | null
  readonly figures: number
  readonly failed: number
  readonly pdfHash: string
  readonly xlsxHash: string
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** @returns false when this slot of the dashboard was made already */
export async function insertBulletin(tx: Tx, { areaName, pdfHash, xlsxHash, madeAt, expiresAt, ...row }: StoredBulletin, { owner, dashboardId }: { owner: string; dashboardId: string }): Promise<boolean> {
  const added = await own(tx).insertInto('bulletin')
    .values({ ...row, owner, dashboard_id: dashboardId, area_name: areaName, pdf_hash: pdfHash, xlsx_hash: xlsxHash, made_at: madeAt, expires_at: expiresAt })
    .onConflict((conflict) => conflict.constraint('bulletin_once').doNothing()).returning('id').executeTakeFirst()
  return added !== undefined
}

/** The owner's, newest first (ids tell the time), so many of those made before one. */
export async function bulletinsOf(tx: Tx, owner: string, { before, limit }: { readonly before: string | undefined; readonly limit: number }): Promise<StoredBulletin[]> {
  return own(tx).selectFrom('bulletin').select(COLUMNS).where('owner', '=', owner).$if(before !== undefined, (query) => query.where('id', '<', before ?? '')).orderBy('id', 'desc').limit(limit).execute()
}

export async function findBulletin(tx: Tx, id: string, owner: string): Promise<StoredBulletin | null> {
  return (await own(tx).selectFrom('bulletin').select(COLUMNS).where('id', '=', id).where('owner', '=', owner).executeTakeFirst()) ?? null
}

/** Whether a dashboard's bulletin of a day was made. */
export async function isMade(tx: Tx, dashboardId: string, slot: string): Promise<boolean> {
  return (await own(tx).selectFrom('bulletin').select('id').where('dashboard_id', '=', dashboardId).where('slot', '=', slot).executeTakeFirst()) !== undefined
}

/** Removes what is kept no longer. @returns the files that nobody refers to for them any more */
export async function removeExpired(tx: Tx, now: Date): Promise<string[]> {
  const gone = await own(tx).deleteFrom('bulletin').where('expires_at', '<', now).returning(['pdf_hash', 'xlsx_hash']).execute()
  return gone.flatMap(({ pdf_hash: pdf, xlsx_hash: xlsx }) => [pdf, xlsx])
}
