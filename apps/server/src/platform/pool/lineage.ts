import { Fault } from '@yihu/contracts'
import type { AnswerOf, LineageStep, showLineage } from '@yihu/contracts'
import { FACT_SOURCES, fieldsOf, localDate, sourceName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { historyOf } from './history.ts'
import { factOf, findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { findBatch, HISTORY_KEYS } from './repo-history.ts'
import { mergesInto } from './repo-privacy.ts'
import { personalOf } from './show-person.ts'

interface Asked extends Pick<StoredEntry, 'register' | 'id'> {
  readonly actor: Pick<Actor, 'permissions'>
}

/** Of each field that says something the steps back to where it came in, the latest first; no values. @throws not-found */
export async function lineageOf(tx: Tx, context: Context, { register, id, actor }: Asked): Promise<AnswerOf<typeof showLineage>> {
  const entry = await findEntry(tx, { register, id })
  if (!entry) throw new Fault('not-found')
  const changes = (await historyOf(tx, context, { register, id, actor })).changes.filter(({ what }) => what === 'change')
  const origin = await originOf(tx, entry)
  const taken = await takenOver(tx, context, { id, actor })
  const said = { ...entry.plain, ...personalOf(context, entry) }
  const today = localDate(context.clock.now())
  return {
    fields: [...Object.entries(fieldsOf(register)), [HISTORY_KEYS.place, { label: HISTORY_KEYS.place }] as const].flatMap(([field, { label }]) => {
      if (field === HISTORY_KEYS.place ? entry.lon === null : said[field] === undefined) return []
      const [source, asOf, state] = factOf(entry.facts, field) ?? ['import', today, 'declared']
      // Looked at as a whole: a step of every field.
      const touching = changes.filter((change) => change.changes.some((one) => one.field === field || one.field === HISTORY_KEYS.verified))
      return [{
        field, label, fact: { source, asOf, state: state as 'declared' | 'verified' | 'doubtful' }, // written by this module alone
        steps: [
          ...touching.map((change): LineageStep => ({ id: change.id, kind: change.source === FACT_SOURCES.visit ? 'visit' : 'change', at: change.at, by: change.by, sourceName: change.source, title: change.reason || change.whatName, row: null })),
          ...(taken.get(field) ?? origin),
        ],
      }]
    }),
  }
}

/** Fields that came from a duplicate: the merge, and before it the steps of the duplicate. */
async function takenOver(tx: Tx, context: Context, { id, actor }: Pick<Asked, 'id' | 'actor'>): Promise<Map<string, LineageStep[]>> {
  const taken = new Map<string, LineageStep[]>()
  for (const merge of await mergesInto(tx, id)) {
    const before = (await findEntry(tx, { register: 'person', id: merge.lost_id })) ? await lineageOf(tx, context, { register: 'person', id: merge.lost_id, actor }) : { fields: [] }
    const step: LineageStep = { id: merge.id, kind: 'change', at: merge.at.toISOString(), by: merge.by_name, sourceName: '合并', title: merge.reason, row: null }
    for (const field of merge.filled) taken.set(field, [step, ...(before.fields.find((one) => one.field === field)?.steps ?? [])])
  }
  return taken
}

/** What brought the entry in; nothing when that was an act of a wider area, out of sight. */
async function originOf(tx: Tx, { batchId, sourceRow }: StoredEntry): Promise<LineageStep[]> {
  const batch = await findBatch(tx, batchId)
  if (!batch) return []
  return [{ id: batch.id, kind: batch.file_name === null ? 'load' : 'import', at: batch.at.toISOString(), by: batch.by_name, sourceName: sourceName(batch.source), title: batch.file_name ?? batch.title, row: sourceRow }]
}
