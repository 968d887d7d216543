import { Fault, REVEAL_PURPOSES } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listAccesses, personFile, revealPerson } from '@yihu/contracts'
import { FACT_SOURCES, FACT_STATES, fieldsOf, nameOfCode } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { purposeText, record } from '../audit/index.ts'
import { wordsOf } from './around.ts'
import { cardOf } from './card.ts'
import { historyOf } from './history.ts'
import { keepersOf, knownPersons } from './keepers.ts'
import { factOf, findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { accessesOf, duplicatesOf, insertAccesses } from './repo-privacy.ts'
import type { StoredAccess } from './repo-privacy.ts'
import { registersReadBy } from './repo-sensitive.ts'
import { personalOf } from './show-person.ts'
import { objectName } from './write.ts'
import type { By } from './write.ts'

const WHAT = { reveal: '查看', export: '导出', file: '提供本人', sensitive: '敏感登记', print: '打印给本人' } as const

async function needPerson(tx: Tx, id: string): Promise<StoredEntry> {
  const entry = await findEntry(tx, { register: 'person', id })
  if (!entry) throw new Fault('not-found')
  if (entry.state === 'erased') throw new Fault('pool-entry-closed')
  return entry
}

/** Some personal fields of a person in clear, for a purpose; on record, also for the person. @throws not-found, pool-entry-closed, input-invalid */
export async function reveal(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof revealPerson> }): Promise<AnswerOf<typeof revealPerson>> {
  const at = context.clock.now()
  const fields = fieldsOf('person')
  const foreign = form.fields.find((field) => !fields[field]?.isPersonal)
  if (foreign !== undefined) throw new Fault('input-invalid', { fields: { fields: `“${foreign}”不是要查看的个人信息` } })
  const purpose = purposeText(REVEAL_PURPOSES[form.purpose], form.note)
  return context.db.transact(actor.scope, async (tx) => {
    const entry = await needPerson(tx, id)
    const values = personalOf(context, entry)
    await insertAccesses(tx, [{ personId: id, areaPath: entry.areaPath, at, by: actor, what: 'reveal', fields: form.fields, purpose }])
    await record(tx, { at, by: actor, action: 'person.reveal', object: objectName('person', id), purpose, result: 'done', ip, detail: { personId: id, fields: form.fields } })
    return { values: Object.fromEntries(form.fields.map((field) => [field, values[field] === undefined ? null : String(values[field])])) }
  })
}

type Accesses = AnswerOf<typeof listAccesses>['accesses']

/** Who saw a person's data. Asked within one's own area, answered whole to the person; who merely looks is told of the sensitive registers they read themselves. */
async function accessesShown(context: Context, id: string, isTold: (access: StoredAccess) => boolean = () => true): Promise<Accesses> {
  const rows = (await context.db.transact(systemScope, (tx) => accessesOf(tx, id))).filter(isTold)
  const fields = fieldsOf('person')
  return rows.map((row) => ({
    id: row.id, at: row.at.toISOString(), by: row.by_name, what: row.what, whatName: WHAT[row.what as keyof typeof WHAT], // checked by the table
    fields: row.fields.map((field) => fields[field]?.label ?? field), purpose: row.purpose,
  }))
}

/** The list for the person; printing is one more line of it. @throws not-found */
export async function accessList(context: Context, { actor, ip }: By, { id, isPrinted }: { id: string; isPrinted: boolean }): Promise<AnswerOf<typeof listAccesses>> {
  const at = context.clock.now()
  const title = await context.db.transact(actor.scope, async (tx) => {
    const entry = await findEntry(tx, { register: 'person', id })
    if (!entry) throw new Fault('not-found')
    if (isPrinted) {
      await insertAccesses(tx, [{ personId: id, areaPath: entry.areaPath, at, by: actor, what: 'print', fields: [], purpose: '打印给本人' }])
      await record(tx, { at, by: actor, action: 'person.access-list', object: objectName('person', id), purpose: '打印给本人', result: 'done', ip })
    }
    return (await cardOf(tx, context, { entry, actor })).title
  })
  const isForPerson = isPrinted && actor.permissions.has('person.erase')
  const own = isForPerson ? new Set<string>() : await context.db.transact(actor.scope, (tx) => registersReadBy(tx, actor.userId))
  const isTold = ({ what, register_id }: StoredAccess) => isForPerson || what !== 'sensitive' || own.has(register_id ?? '')
  return { person: title, accesses: await accessesShown(context, id, isTold), asOf: new Date(at).toISOString() }
}

/** All that is kept of a person, in clear, for the person (个人信息保护法第四十五条). @throws not-found, pool-entry-closed */
export async function fileOfPerson(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof personFile> }): Promise<AnswerOf<typeof personFile>> {
  const at = context.clock.now()
  const file = await context.db.transact(actor.scope, async (tx) => {
    const entry = await needPerson(tx, id)
    const card = await cardOf(tx, context, { entry, actor })
    const { changes: history } = await historyOf(tx, context, { register: 'person', id, actor, isClear: true })
    const { tagName } = await wordsOf(tx, context)
    await insertAccesses(tx, [{ personId: id, areaPath: entry.areaPath, at, by: actor, what: 'file', fields: [], purpose: form.purpose }])
    await record(tx, { at, by: actor, action: 'person.file', object: objectName('person', id), purpose: form.purpose, result: 'done', ip, detail: { personId: id } })
    return {
      ...whole(context, entry), tags: entry.tags.map(tagName),
      relations: card.relations.map(({ kindName, roleName, other, since, until }) => [kindName, roleName, other.name, since && `自 ${since}`, until && `至 ${until}`].filter(Boolean).join(' ')),
      history: history.map(({ at: when, by, changes }) => ({ at: when, by, text: changes.map(({ label, from, to }) => `${label}：${from || '（空）'} → ${to || '（空）'}`).join('；') })),
    }
  })
  return { madeAt: new Date(at).toISOString(), madeBy: `${actor.name}（${actor.username}）`, ...file, kept: await keptElsewhere(context, id), accesses: await accessesShown(context, id) }
}

/** What other modules keep of the person and the duplicates that follow, also from other areas. */
async function keptElsewhere(context: Context, id: string): Promise<AnswerOf<typeof personFile>['kept']> {
  return context.db.transact(systemScope, async (tx) => {
    const persons = await knownPersons(tx, context, [id, ...await duplicatesOf(tx, id)])
    const kept = []
    for (const { name, tell } of keepersOf(context)) kept.push({ name, lines: [...await tell(tx, context, persons)] })
    return kept.filter(({ lines }) => lines.length > 0)
  })
}

function whole(context: Context, entry: StoredEntry): { person: Record<string, string>; facts: Record<string, string[]> } {
  const values = { ...entry.plain, ...personalOf(context, entry) }
  const shown = Object.entries(fieldsOf('person')).flatMap(([field, { label, table }]) => {
    const value = values[field]
    if (value === undefined) return []
    const [source = '', asOf = '', state = ''] = factOf(entry.facts, field) ?? []
    const named: Readonly<Record<string, string>> = { ...FACT_SOURCES, ...FACT_STATES }
    return [{ label, text: table ? nameOfCode(table, String(value)) : String(value), fact: [named[source] ?? source, asOf, named[state] ?? state] }]
  })
  return { person: Object.fromEntries(shown.map(({ label, text }) => [label, text])), facts: Object.fromEntries(shown.map(({ label, fact }) => [label, fact])) }
}
