import type { HallForm } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { DeliberationTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeliberationTables>()

export interface StoredHall {
  readonly path: string
  readonly form: HallForm
  readonly version: number
}

/** The halls in sight, by the path of their community. */
export async function hallsByPath(tx: Tx): Promise<Map<string, StoredHall>> {
  const rows = await own(tx).selectFrom('deliberation_hall').select(['path', 'form', 'version']).orderBy('path').execute()
  return new Map(rows.map((row) => [row.path, { ...row, form: row.form as unknown as HallForm }])) // written by this folder alone
}

/** Keeps a hall. @returns whether nobody changed it since the version given; 0: there was none */
export async function keepHall(tx: Tx, { path, form, version, by, at }: StoredHall & { readonly by: string; readonly at: Date }): Promise<boolean> {
  const kept = { form, version: version + 1, changed_name: by, changed_at: at }
  if (version === 0) return (await own(tx).insertInto('deliberation_hall').values({ path, ...kept }).onConflict((conflict) => conflict.doNothing()).returning('version').executeTakeFirst()) !== undefined
  return (await own(tx).updateTable('deliberation_hall').set(kept).where('path', '=', path).where('version', '=', version).returning('version').executeTakeFirst()) !== undefined
}
