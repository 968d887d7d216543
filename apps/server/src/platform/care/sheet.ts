import { CARE_SCOPES } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { placesOf } from '../imports/index.ts'
import type { ImportKind, Opening, Outcome, Refused } from '../imports/index.ts'
import { recognise, standingsOf } from '../pool/index.ts'
import type { Standing } from '../pool/index.ts'
import { bondsOf, contactsOf, writeContacts } from './repo-around.ts'
import type { Contact } from './repo-around.ts'
import { dropForeignReminders } from './repo-reminder.ts'
import { digitsOf, findPeopleLike, identityOf, insertPeople, updatePerson } from './repo.ts'
import type { StoredPerson } from './repo.ts'
import { said } from './save.ts'
import { CARE_FIELDS, createCareReader } from './sheet-row.ts'
import type { CareDraft, SaidContact } from './sheet-row.ts'

const BATCH_ROWS = 200
const MOST_CONTACTS = 10

/** Sheets of people under care: with the day and the extent of their consent, and whom to call. Devices are bound on the card. */
export const careSheet: ImportKind = {
  id: 'care', fields: CARE_FIELDS, permission: 'care.edit', batchRows: BATCH_ROWS, needsDay: true,
  lacks: (taken) => ['name', 'kind', 'home', 'consentDay', 'scopes'].filter((field) => !taken.has(field)).map((field) => CARE_FIELDS[field]?.label ?? field),
  originOf: () => ({ template: 'register', source: 'import' }),
  async open(context, opening) {
    const tree = await areasOf(context)
    const read = createCareReader({ ...opening, buildingOf: placesOf(tree, opening.path).building })
    const seen = new Map<string, number>()
    const sort: Awaited<ReturnType<ImportKind['open']>>['sort'] = (rows) => {
      const [drafts, refused]: [CareDraft[], Refused[]] = [[], []]
      let repeated = 0
      for (const one of rows.map(read)) {
        if ('message' in one) refused.push(one)
        else if ((seen.get(keyOf(one)) ?? one.row.number) !== one.row.number) repeated += 1
        else {
          seen.set(keyOf(one), one.row.number)
          drafts.push(one)
        }
      }
      return Promise.resolve({ refused, store: (tx) => store(tx, context, { opening, drafts, repeated, tree }) })
    }
    return { look: sort, sort, remarks: () => ({ warnings: [] }) }
  },
}

function keyOf({ idNumber, name, areaPath, room }: CareDraft): string {
  return idNumber ?? `${name}|${areaPath}|${room}`
}

interface Storing {
  readonly opening: Opening
  readonly drafts: readonly CareDraft[]
  readonly repeated: number
  readonly tree: AreaIndex
}

/** A row with whom it means. */
interface Known {
  readonly draft: CareDraft
  readonly poolPersonId: string | null
  readonly row: StoredPerson | undefined
}

async function store(tx: Tx, context: Context, { opening, drafts, repeated, tree }: Storing): Promise<Outcome> {
  const now = context.clock.now()
  const refused: Refused[] = []
  const known = await identify(tx, context, { drafts, path: opening.path, refused })
  const ids: string[] = []
  let [added, changed] = [0, 0]
  for (const { draft, poolPersonId, row } of known) {
    const id = row?.id ?? newId(now)
    const before = row ? await contactsOf(tx, context, id) : []
    const contacts = joined(before, draft, () => newId(now))
    const problem = await problemWith(tx, { draft, row, contacts })
    if (problem) {
      refused.push(problem)
      continue
    }
    if (row && localDate(row.changed_at.getTime()) > (opening.asOf ?? localDate(now))) continue
    if (!(await write(tx, context, { id, draft, row, poolPersonId, areaName: tree.fullNameOf(draft.areaPath), before, contacts }))) continue
    await said(tx, { id, path: draft.areaPath, at: now, kind: row ? 'changed' : 'enrolled', text: `${row ? '照表修改资料' : '开始看护'}（${opening.file?.name ?? ''} 第 ${draft.row.number} 行）：同意 ${draft.scopes.length} 项`, by: opening.by.name })
    ids.push(id)
    if (row) changed += 1
    else added += 1
  }
  if (ids.length > 0) {
    const { by } = opening
    await record(tx, { at: now, by: by.id === null ? null : { userId: by.id, username: by.name, name: by.name }, action: 'care.load', object: opening.file?.name ?? '看护对象表', result: 'done', ip: null, detail: { importId: opening.file?.importId ?? null, added, changed, ids } })
  }
  return { added, changed, repeated: repeated + known.length - added - changed - (refused.length - (drafts.length - known.length)), refused }
}

function refuse({ row }: CareDraft, field: string, message: string): Refused {
  return { row, field, column: CARE_FIELDS[field]?.label ?? field, message }
}

/** Whom the rows mean: the cared-for person of the register's entry, else of that name and telephone or home. */
async function identify(tx: Tx, context: Context, { drafts, path, refused }: { drafts: readonly CareDraft[]; path: string; refused: Refused[] }): Promise<Known[]> {
  const numbered = drafts.filter(({ idNumber }) => idNumber !== undefined)
  const found = await recognise(tx, context, { register: 'person', entries: numbered.map(({ idNumber }) => ({ areaPath: path, values: { idNumber: idNumber ?? '' } })) })
  const standings = await standingsOf(tx, 'person', found.flatMap((id) => id ?? []))
  const persons = new Map(numbered.map((draft, at) => [draft, found[at]]))
  const people = await findPeopleLike(tx, context, { names: drafts.map(({ name }) => name), poolPersonIds: [...standings.keys()] })
  return drafts.flatMap((draft) => {
    const poolPersonId = persons.get(draft) ?? null
    const like = people.filter((row) => isLike(context, row, { draft, poolPersonId }) && ((poolPersonId !== null && row.pool_person_id === poolPersonId) || isWithin(row.area_path, path)))
    const [row, another] = like
    const problem = problemOf(draft, { path, standing: poolPersonId === null ? undefined : standings.get(poolPersonId), row, isMany: another !== undefined })
    if (problem) refused.push(problem)
    return problem ? [] : [{ draft, poolPersonId: poolPersonId ?? row?.pool_person_id ?? null, row }]
  })
}

function isLike(context: Context, row: StoredPerson, { draft, poolPersonId }: { draft: CareDraft; poolPersonId: string | null }): boolean {
  if (poolPersonId !== null && row.pool_person_id !== null) return row.pool_person_id === poolPersonId
  const { name, phone } = identityOf(context, row)
  return name === draft.name && ((draft.phone !== undefined && phone !== null && digitsOf(phone) === digitsOf(draft.phone)) || (row.area_path === draft.areaPath && (row.room === draft.room || row.room === null)))
}

function problemOf(draft: CareDraft, { path, standing, row, isMany }: { path: string; standing: Standing | undefined; row: StoredPerson | undefined; isMany: boolean }): Refused | null {
  if (!isWithin(draft.areaPath, path)) return refuse(draft, 'home', '这个地址不在您负责的区域')
  if (draft.idNumber !== undefined && !standing) return refuse(draft, 'idNumber', '居民登记里没有这个号码，请先登记居民，或留空')
  if (standing && standing.state !== 'active') return refuse(draft, 'idNumber', '这个人已迁出或注销，请先在居民登记里核对')
  if (standing && !isWithin(standing.areaPath, path)) return refuse(draft, 'idNumber', '这个人登记在别的社区，请由那里办理')
  if (row && !isWithin(row.area_path, path)) return refuse(draft, 'name', '这位看护对象登记在别的社区，请由那里更新')
  return isMany ? refuse(draft, 'name', '登记了不止一位这样的看护对象，请填写身份证号') : null
}

/** More contacts than a card holds, or a device that would watch further than somebody agreed. */
async function problemWith(tx: Tx, { draft, row, contacts }: Pick<Writing, 'draft' | 'row' | 'contacts'>): Promise<Refused | null> {
  if (contacts.length > MOST_CONTACTS) return refuse(draft, 'contactName1', `联系人最多 ${MOST_CONTACTS} 位，请先在卡片上删去不用的`)
  const foreign = row && (await bondsOf(tx, row.id)).find(({ scope }) => !draft.scopes.includes(scope))
  return foreign ? refuse(draft, 'scopes', `已绑定的设备要有“${CARE_SCOPES[foreign.scope]}”的同意，不再同意的请先在卡片上解绑`) : null
}

interface Writing extends Known {
  readonly id: string
  readonly areaName: string
  readonly before: readonly Contact[]
  readonly contacts: readonly Contact[]
}

/** Writes a person as the row says; what it leaves blank stays. @returns whether anything is new */
async function write(tx: Tx, context: Context, { id, draft, row, poolPersonId, areaName, before, contacts }: Writing): Promise<boolean> {
  const { name, kind, phone, note, guardian, areaPath, consentDay, scopes } = draft
  const room = draft.room ?? (row?.area_path === areaPath ? row.room : null)
  const consentBy = draft.consentBy ?? (row?.consent_by === 'guardian' ? 'guardian' : 'self')
  const input = { name, phone, note, guardian, kind, areaPath, areaName, room, poolPersonId, consentBy, consentDay, consentScopes: scopes, at: new Date(context.clock.now()) }
  if (!row) await insertPeople(tx, context, [{ id, ...input }])
  else {
    const now = identityOf(context, row)
    const isUnchanged = row.kind === kind && row.area_path === areaPath && row.room === room && row.pool_person_id === poolPersonId && row.consent_by === consentBy && row.consent_day === consentDay
      && [...row.consent_scopes].toSorted().join() === [...scopes].toSorted().join() && [[phone, now.phone], [note, now.note], [guardian, now.guardian], [name, now.name]].every(([one, other]) => one === undefined || one === other)
    if (isUnchanged && JSON.stringify(contacts) === JSON.stringify(before)) return false
    await updatePerson(tx, context, { row, input })
  }
  await writeContacts(tx, context, [{ personId: id, contacts }])
  await dropForeignReminders(tx, id)
  return true
}

/** The contacts with those of a row: who has the same name and telephone is brought up to date, else whoever had the telephone before and is not named in the row; others come behind. */
function joined(before: readonly Contact[], { contacts }: CareDraft, makeId: () => string): Contact[] {
  const kept = [...before]
  const claimed = new Set(before.filter((known) => contacts.some((one) => isSame(known, one))).map(({ id }) => id))
  for (const one of contacts) {
    const known = kept.find((other) => isSame(other, one)) ?? before.find(({ id, phone }) => digitsOf(phone) === digitsOf(one.phone) && !claimed.has(id))
    const next: Contact = { id: known?.id ?? makeId(), userId: known?.userId ?? null, kind: one.kind, name: one.name, phone: one.phone, relation: one.relation ?? known?.relation ?? null, consentDay: one.consentDay ?? known?.consentDay ?? null }
    claimed.add(next.id)
    const at = kept.findIndex(({ id }) => id === next.id)
    kept.splice(at === -1 ? kept.length : at, 1, { ...known, ...next })
  }
  return kept
}

function isSame(known: Contact, one: SaidContact): boolean {
  return known.name === one.name && digitsOf(known.phone) === digitsOf(one.phone)
}
