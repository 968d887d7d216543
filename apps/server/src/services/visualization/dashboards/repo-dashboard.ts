import { DASHBOARD_ROLES, DashboardForm } from '@yihu/contracts'
import { z } from 'zod'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/index.ts'
import type { VisualizationTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<VisualizationTables>()
const COLUMNS = ['id', 'owner', 'owner_name as ownerName', 'form', 'origin', 'version', 'changed_at as changedAt'] as const

/** A dashboard as it is kept. */
export interface StoredDashboard {
  readonly id: string
  readonly owner: string
  readonly ownerName: string
  readonly form: DashboardForm
  /** Where the owner's pages are: scheme and host. */
  readonly origin: string
  readonly version: number
  readonly changedAt: Date
}

const isShared = (roles: readonly string[]) => sql<boolean>`roles && ${sql.val(roles)}::text[]`

type Row = Omit<StoredDashboard, 'form'> & { readonly form: unknown }
/** A role that has lost its figures since the dashboard was saved drops out of it. */
const Stored = DashboardForm.extend({ roles: z.array(z.string()).transform((roles) => DASHBOARD_ROLES.filter((role) => roles.includes(role))) })
const typed = (row: Row): StoredDashboard => ({ ...row, form: Stored.parse(row.form) })

interface Reader {
  readonly userId: string
  readonly roles: readonly string[]
}

/** One's own first, then those shared with one of the reader's roles around here, by name. */
export async function dashboardsFor(tx: Tx, { userId, roles }: Reader): Promise<StoredDashboard[]> {
  const rows = await own(tx).selectFrom('dashboard').select(COLUMNS)
    .where((eb) => eb.or([eb('owner', '=', userId), isShared(roles)]))
    .orderBy((eb) => eb('owner', '=', userId), 'desc').orderBy(sql`form ->> 'name'`).orderBy('id').limit(200).execute()
  return rows.map((row) => typed(row))
}

/** One's own, or one that is shared with a role of the reader; null otherwise. */
export async function dashboardFor(tx: Tx, id: string, { userId, roles }: Reader): Promise<StoredDashboard | null> {
  const row = await own(tx).selectFrom('dashboard').select(COLUMNS).where('id', '=', id).where((eb) => eb.or([eb('owner', '=', userId), isShared(roles)])).executeTakeFirst()
  return row ? typed(row) : null
}

/** Keeps a dashboard as its next version. @returns whether it was the owner's and nobody was quicker */
export async function writeDashboard(tx: Tx, { id, owner, ownerName, form, origin, version, changedAt }: StoredDashboard, home: string): Promise<boolean> {
  const values = { form, roles: form.roles, origin, version, owner_name: ownerName, changed_at: changedAt, home }
  const query = version === 1
    ? own(tx).insertInto('dashboard').values({ id, owner, ...values }).onConflict((conflict) => conflict.doNothing()).returning('id')
    : own(tx).updateTable('dashboard').set(values).where('id', '=', id).where('owner', '=', owner).where('version', '=', version - 1).returning('id')
  return (await query.executeTakeFirst()) !== undefined
}

export async function countDashboards(tx: Tx, owner: string): Promise<number> {
  const { count } = await own(tx).selectFrom('dashboard').select((eb) => eb.fn.countAll<string>().as('count')).where('owner', '=', owner).executeTakeFirstOrThrow()
  return Number(count)
}

/** @returns whether there was one */
export async function deleteDashboard(tx: Tx, id: string, owner: string): Promise<boolean> {
  return (await own(tx).deleteFrom('dashboard').where('id', '=', id).where('owner', '=', owner).returning('id').executeTakeFirst()) !== undefined
}

/** All that make a bulletin by themselves. Ask as the system. */
export async function scheduledDashboards(tx: Tx): Promise<StoredDashboard[]> {
  const rows = await own(tx).selectFrom('dashboard').select(COLUMNS).where(sql<boolean>`form -> 'bulletin' <> 'null'::jsonb`).orderBy('id').execute()
  return rows.map((row) => typed(row))
}
