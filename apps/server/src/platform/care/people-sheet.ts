import { CARE_CONTACTS, CARE_KINDS, CARE_SCOPES } from '@yihu/contracts'
import type { CareKind, CareListQuery, CareScope } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { noteExport } from '../pool/index.ts'
import { contactsOfAll } from './repo-around.ts'
import type { Contact } from './repo-around.ts'
import { countUnderCare, identityOf, noteEvents, pageUnderCare } from './repo.ts'
import type { StoredPerson } from './repo.ts'
import { CARE_FIELDS, CONTACTS } from './sheet-row.ts'

/** The fields of a sheet that is brought in, in its words; what a number says stands in the register of people. */
const TAKEN = ['name', 'kind', 'phone', 'home', 'note', 'consentBy', 'guardian', 'consentDay', 'scopes', ...CONTACTS.flatMap((at) => [`contactName${at}`, `contactPhone${at}`, `contactKind${at}`, `contactRelation${at}`, `contactDay${at}`])]

/** The columns of a sheet of people under care: those by which they are brought in again, and whom else to call. */
export const CARE_COLUMNS: readonly string[] = [...TAKEN.map((field) => CARE_FIELDS[field]?.label ?? field), '其他联系人']

/** How many are under care, counted no further than `most`. */
export async function careLength(tx: Tx, { area, kind }: CareListQuery, most: number): Promise<number> {
  return countUnderCare(tx, { area, kind, most })
}

interface Taking {
  readonly query: CareListQuery
  readonly isMasked: boolean
  readonly size: number
  readonly most: number
  /** Who takes it out, for the card and the list of each person. */
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** The rows of a sheet of people under care, page by page; covered unless a second person agreed, which stands on each card and can be told to the person. */
export async function* careRows(tx: Tx, context: Context, { query: { area, kind }, isMasked, size, most, by, purpose }: Taking): AsyncGenerator<string[][]> {
  let after: string | undefined
  for (let read = 0; read < most; read += size) {
    const limit = Math.min(size, most - read)
    const found = await pageUnderCare(tx, { area, kind, after, limit: limit + 1 })
    const page = found.slice(0, limit)
    const contacts = await contactsOfAll(tx, context, page.map(({ id }) => id))
    yield page.map((row) => cellsOf(context, { row, contacts: contacts.get(row.id) ?? [], isMasked }))
    if (!isMasked) await noteTaken(tx, context, { page, by, purpose })
    if (found.length <= limit) return
    after = page.at(-1)?.id
  }
}

async function noteTaken(tx: Tx, { clock }: Pick<Context, 'clock'>, { page, by, purpose }: { readonly page: readonly StoredPerson[] } & Pick<Taking, 'by' | 'purpose'>): Promise<void> {
  const at = clock.now()
  await noteEvents(tx, page.map(({ id }) => ({ id: newId(at), personId: id, at: new Date(at), kind: 'revealed', text: `导出姓名电话：${purpose}`, by: by.name })))
  await noteExport(tx, { persons: page.flatMap((row) => (row.pool_person_id ? [{ id: row.pool_person_id, path: row.area_path }] : [])), at, by, purpose: `看护：${purpose}` })
}

function cellsOf(context: Context, { row, contacts, isMasked }: { readonly row: StoredPerson; readonly contacts: readonly Contact[]; readonly isMasked: boolean }): string[] {
  const { name, phone, note, guardian } = identityOf(context, row)
  const [person, number] = isMasked ? [maskName, maskPhone] : [asItIs, asItIs]
  const covered = (text: string | null): string => (isMasked && text ? '***' : (text ?? ''))
  const contactCells = (one: Contact | undefined): string[] => (one ? [person(one.name), number(one.phone), CARE_CONTACTS[one.kind], one.relation ?? '', one.consentDay ?? ''] : ['', '', '', '', ''])
  const others = contacts.slice(CONTACTS.length).map((one) => contactCells(one).filter(Boolean).join(' '))
  return [
    person(name), CARE_KINDS[row.kind as CareKind], phone ? number(phone) : '', `${row.area_name}${isMasked ? '' : (row.room ?? '')}`, covered(note), row.consent_by === 'guardian' ? '监护人' : '本人', guardian ? person(guardian) : '', row.consent_day, // kind written by this module alone
    row.consent_scopes.map((scope) => CARE_SCOPES[scope as CareScope]).join('、'), ...CONTACTS.flatMap((at) => contactCells(contacts[at - 1])), others.join('；'), // written by this module alone
  ]
}

function asItIs(text: string): string {
  return text
}
