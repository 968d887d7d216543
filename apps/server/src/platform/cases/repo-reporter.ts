import type { CaseDetail } from '@yihu/contracts'
import { maskName, maskPhone, phoneDigits } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Prepared } from './prepare.ts'
import { recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** Stores who told us, encrypted per field. */
export async function insertReporters(tx: Tx, context: Context, rows: readonly Prepared[]): Promise<void> {
  const known = rows.filter((row) => row.input.contact?.name || row.input.contact?.phone)
  if (known.length === 0) return
  const { vault } = context
  await own(tx)
    .insertInto('case_reporter')
    .values(
      known.map(({ id, input }) => ({
        case_id: id,
        name_cipher: input.contact?.name ? vault.seal('reporter.name', input.contact.name) : null,
        phone_cipher: input.contact?.phone ? vault.seal('reporter.phone', input.contact.phone) : null,
        phone_index: input.contact?.phone ? vault.index('reporter.phone', phoneDigits(input.contact.phone)) : null,
        through_cipher: input.contact?.through ? vault.seal('reporter.through', input.contact.through) : null,
        is_secret: input.isSecret ?? false,
      })),
    )
    .execute()
}

/** Cases in sight that came from one telephone, the latest first; what was told in confidence is not found this way. */
export async function casesOfPhone(tx: Tx, { vault }: Context, { phone, limit }: { phone: string; limit: number }): Promise<{ total: number; records: CaseRecord[] }> {
  const found = own(tx)
    .selectFrom('case_reporter')
    .innerJoin('case_file', 'case_file.id', 'case_reporter.case_id')
    .where('phone_index', '=', vault.index('reporter.phone', phoneDigits(phone)))
    .where('is_secret', '=', false)
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found.selectAll('case_file').orderBy('registered_at', 'desc').orderBy('case_file.id').limit(limit).execute()
  return { total, records: rows.map((row) => recordOf(row)) }
}

export interface KeptReporter {
  readonly caseId: string
  readonly number: string
  readonly title: string
  readonly at: Date
  readonly name: string | null
  readonly isSecret: boolean
}

/** Reports that carry a telephone, confidential ones too: for whoever they are of. Ask as the system. */
export async function reportersOfPhone(tx: Tx, { vault }: Pick<Context, 'vault'>, phone: string): Promise<KeptReporter[]> {
  const rows = await own(tx).selectFrom('case_reporter').innerJoin('case_file', 'case_file.id', 'case_reporter.case_id').select(['case_id', 'number', 'title', 'registered_at', 'name_cipher', 'is_secret'])
    .where('phone_index', '=', vault.index('reporter.phone', phoneDigits(phone))).orderBy('registered_at').orderBy('case_id').execute()
  return rows.map((row) => ({ caseId: row.case_id, number: row.number, title: row.title, at: row.registered_at, isSecret: row.is_secret, name: row.name_cipher && vault.open('reporter.name', row.name_cipher) }))
}

/** Those of these cases that were told in confidence. */
export async function secretAmong(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await own(tx).selectFrom('case_reporter').select('case_id').where('case_id', 'in', [...ids]).where('is_secret', '=', true).execute()
  return new Set(rows.map((row) => row.case_id))
}

/** Destroys name and telephone of a reporter. @returns whether there was something */
export async function forgetReporter(tx: Tx, caseId: string): Promise<boolean> {
  const row = await own(tx).updateTable('case_reporter').set({ name_cipher: null, phone_cipher: null, phone_index: null, through_cipher: null })
    .where('case_id', '=', caseId).where((eb) => eb.or([eb('name_cipher', 'is not', null), eb('phone_cipher', 'is not', null)])).returning('case_id').executeTakeFirst()
  return row !== undefined
}

/** Destroys name and telephone wherever this telephone was left. @returns the numbers of those cases */
export async function forgetReporters(tx: Tx, { vault }: Context, phone: string): Promise<string[]> {
  const rows = await own(tx).updateTable('case_reporter').from('case_file').set({ name_cipher: null, phone_cipher: null, phone_index: null, through_cipher: null })
    .whereRef('case_file.id', '=', 'case_reporter.case_id').where('phone_index', '=', vault.index('reporter.phone', phoneDigits(phone))).returning('case_file.number').execute()
  return rows.map(({ number }) => number)
}

export interface Reporter {
  readonly name: string | null
  readonly phone: string | null
  /** Who reported for them, with consent. */
  readonly through: string | null
  readonly isSecret: boolean
}

/** The reporter in clear text: only for a purpose that is recorded, or to mask. */
export async function reporterOf(tx: Tx, context: Context, caseId: string): Promise<Reporter | null> {
  const row = await own(tx).selectFrom('case_reporter').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  if (!row) return null
  return {
    name: row.name_cipher ? context.vault.open('reporter.name', row.name_cipher) : null,
    phone: row.phone_cipher ? context.vault.open('reporter.phone', row.phone_cipher) : null,
    through: row.through_cipher && context.vault.open('reporter.through', row.through_cipher),
    isSecret: row.is_secret,
  }
}

/** What lists and pages show; a reporter who asked for secrecy is not shown at all. */
export function masked(reporter: Reporter | null): CaseDetail['reporter'] {
  if (!reporter) return null
  if (reporter.isSecret) return { name: '要求保密', phone: null, through: null }
  return { name: reporter.name && maskName(reporter.name), phone: reporter.phone && maskPhone(reporter.phone), through: reporter.through && maskName(reporter.through) }
}
