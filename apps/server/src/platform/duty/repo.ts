import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { DutyRule, RuleContent } from './choose.ts'
import type { DutyTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<DutyTables>()

const DutyTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit'), unitId: z.string().min(1) }),
  z.object({ kind: z.literal('communityOf') }),
  z.object({ kind: z.literal('gridOf') }),
  z.object({ kind: z.literal('propertyOf') }),
])

/** A rule as it is kept in drafts and versions. */
export const StoredContent = z.object({
  id: z.string(),
  classPrefix: z.string(),
  areaPath: z.string(),
  hours: z.enum(['always', 'service']),
  target: DutyTarget,
  role: z.string(),
  priority: z.number(),
  isAuto: z.boolean(),
  note: z.string(),
})

const StoredRule = StoredContent.extend({ used: z.number(), returns: z.number(), version: z.number() })

/** Active rules that the caller may see, with their counts up to now. */
export async function readRules(db: Kysely<Database>): Promise<DutyRule[]> {
  const fresh = await readFreshCounts(db)
  const rows = await own(db).selectFrom('duty_rule').selectAll().where('is_active', '=', true).orderBy('class_prefix').orderBy('area_path').orderBy('id').execute()
  return rows.map((row) =>
    StoredRule.parse({
      ...row, classPrefix: row.class_prefix, areaPath: row.area_path, isAuto: row.is_auto, version: row.set_version,
      used: row.used + (fresh.get(row.id)?.used ?? 0), returns: row.returns + (fresh.get(row.id)?.returned ?? 0),
    }),
  )
}

async function readFreshCounts(db: Kysely<Database>): Promise<Map<string, { used: number; returned: number }>> {
  const rows = await own(db)
    .selectFrom('duty_rule_count')
    .select(({ fn }) => ['rule_id', fn.sum<number>('used').as('used'), fn.sum<number>('returned').as('returned')])
    .groupBy('rule_id')
    .execute()
  return new Map(rows.map(({ rule_id, used, returned }) => [rule_id, { used, returned }]))
}

/** Ids of all rules there ever were that begin like this. */
export async function idsLike(tx: Tx, start: string): Promise<string[]> {
  const rows = await own(tx).selectFrom('duty_rule').select('id').where('id', 'like', `${start}%`).execute()
  return rows.map(({ id }) => id)
}

/** Writes rules whole; a rule that exists is replaced and keeps its counts. Without a version they keep the one they had. */
export async function writeRules(tx: Tx, rules: readonly RuleContent[], version?: number): Promise<void> {
  if (rules.length === 0) return
  await own(tx)
    .insertInto('duty_rule')
    .values(
      rules.map((rule) => ({
        id: rule.id, class_prefix: rule.classPrefix, area_path: rule.areaPath, hours: rule.hours, target: rule.target, role: rule.role,
        priority: rule.priority, is_auto: rule.isAuto, note: rule.note, ...(version === undefined ? {} : { set_version: version }),
      })),
    )
    .onConflict((clash) =>
      clash.column('id').doUpdateSet((eb) => ({
        class_prefix: eb.ref('excluded.class_prefix'), area_path: eb.ref('excluded.area_path'), hours: eb.ref('excluded.hours'), target: eb.ref('excluded.target'),
        role: eb.ref('excluded.role'), priority: eb.ref('excluded.priority'), is_auto: eb.ref('excluded.is_auto'), note: eb.ref('excluded.note'),
        version: eb('duty_rule.version', '+', 1), is_active: true, ...(version === undefined ? {} : { set_version: version }),
      })),
    )
    .execute()
}

/** Takes rules out of force; cases that followed them keep their ids. */
export async function retireRules(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await own(tx).updateTable('duty_rule').set({ is_active: false }).where('id', 'in', [...ids]).execute()
}

/** Rules that name somebody else now begin without a past. */
export async function forgetCounts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await own(tx).deleteFrom('duty_rule_count').where('rule_id', 'in', [...ids]).execute()
  await own(tx).updateTable('duty_rule').set({ used: 0, returns: 0 }).where('id', 'in', [...ids]).execute()
}

/** Counts are appended, not added: cases dispatched at the same time must not queue for one rule's row. */
export async function addCounts(tx: Tx, counts: readonly { ruleId: string; used: number; returned: number }[]): Promise<void> {
  if (counts.length === 0) return
  await own(tx).insertInto('duty_rule_count').values(counts.map(({ ruleId, used, returned }) => ({ rule_id: ruleId, used, returned }))).execute()
}

/** Adds the appended counts to their rules. The rules' change of revision makes every server learn them. */
export async function foldCounts(tx: Tx): Promise<void> {
  const taken = await own(tx).deleteFrom('duty_rule_count').returning(['rule_id', 'used', 'returned']).execute()
  const sums = new Map<string, { used: number; returned: number }>()
  for (const { rule_id, used, returned } of taken) {
    const sum = sums.get(rule_id) ?? { used: 0, returned: 0 }
    sums.set(rule_id, { used: sum.used + used, returned: sum.returned + returned })
  }
  for (const [id, { used, returned }] of [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))) { // one order for all, so that two runs cannot deadlock
    await own(tx)
      .updateTable('duty_rule')
      .set((eb) => ({ used: eb('used', '+', used), returns: eb('returns', '+', returned) }))
      .where('id', '=', id)
      .execute()
  }
}
