import { createHash } from 'node:crypto'
import type { Tx } from '../../kernel/db/index.ts'
import { appealClasses } from './data/appeals.ts'
import { partsAndEvents } from './data/gbt30428.ts'
import type { CatalogueClass } from './data/schema.ts'
import { lockDataVersion, saveDataVersion, writeClasses } from './repo.ts'
import type { StoredClass } from './repo.ts'

/** First day on which shipped classes may be used: before any case of this system. */
const VALID_FROM = '2020-01-01'

const shipped: readonly CatalogueClass[] = [...partsAndEvents, ...appealClasses]
const dataVersion = createHash('sha256').update(JSON.stringify(shipped)).digest('hex').slice(0, 32)

/**
 * Brings the tables to the shipped data; does nothing when they hold this version already. Rows that the street
 * changed itself (`is_local`) are kept.
 * @returns whether something was written.
 */
export async function seedCatalogue(tx: Tx, today: string): Promise<boolean> {
  if ((await lockDataVersion(tx)) === dataVersion) return false
  await writeClasses(tx, toRows(shipped), today)
  await saveDataVersion(tx, dataVersion)
  return true
}

/** Shipped classes as rows, with level and the names from the first level down. */
export function toRows(classes: readonly CatalogueClass[]): StoredClass[] {
  const byCode = new Map(classes.map((row) => [row.code, row]))
  const namesOf = (row: CatalogueClass): string[] => {
    const parent = row.parent === null ? undefined : byCode.get(row.parent)
    return [...(parent ? namesOf(parent) : []), row.name]
  }
  return classes.map(({ unit, ...row }) => {
    const names = namesOf({ ...row, unit })
    return { ...row, unitKind: unit, level: names.length, fullName: names.join(' / '), validFrom: VALID_FROM, validTo: null, publishedAt: null }
  })
}
