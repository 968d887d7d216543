import { RELATION_KINDS, relationKind } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf } from '../../areas/index.ts'
import { closeBatch, countAnew, followRelations, standingLike } from '../../pool/index.ts'
import type { Batch, FollowedRelation } from '../../pool/index.ts'
import { RowsRefused } from '../kind.ts'
import type { Desk, ImportKind, Opening, Outcome, Refused } from '../kind.ts'
import { openSheet, placesOf } from '../registers/kind.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { RELATION_FIELDS } from './columns.ts'
import { createRelationReader } from './draft.ts'
import type { RelationDraft } from './draft.ts'
import { findEnd } from './find-end.ts'
import type { EndGround } from './find-end.ts'

const BATCH_ROWS = 500

/** Sheets of relations: posts, Party membership, six levels of contact, work, legal persons, areas served, guardians, emergency contacts. */
export const relations: ImportKind = {
  id: 'relation', fields: RELATION_FIELDS, permission: 'pool.write', batchRows: BATCH_ROWS, needsDay: true, afterMany: countAnew,
  lacks: (taken) => [
    ...['kind', 'role'].filter((field) => !taken.has(field)).map((field) => RELATION_FIELDS[field]?.label ?? field), ...(taken.has('name') || taken.has('number') ? [] : ['姓名或名称']), ...(taken.has('toName') || taken.has('toNumber') ? [] : ['对方']),
  ],
  originOf: () => ({ template: 'register', source: 'import' }),
  open: openDesk,
}

async function openDesk(context: Context, opening: Opening): Promise<Desk> {
  const tree = await areasOf(context)
  const ground = { places: placesOf(tree, opening.path), path: opening.path }
  const read = createRelationReader(opening)
  const sort = (rows: readonly SheetRow[]) => {
    const [drafts, refused]: [RelationDraft[], Refused[]] = [[], []]
    for (const one of rows.map(read)) {
      if ('message' in one) refused.push(one)
      else drafts.push(one)
    }
    return Promise.resolve({ refused, store: (tx: Tx) => store(tx, context, { opening, drafts, ground }) })
  }
  return { look: sort, sort, remarks: () => ({ warnings: [] }) }
}

interface Storing {
  readonly opening: Opening
  readonly drafts: readonly RelationDraft[]
  readonly ground: EndGround
}

async function store(tx: Tx, context: Context, { opening, drafts, ground }: Storing): Promise<Outcome> {
  if (drafts.length === 0) return { added: 0, changed: 0, repeated: 0, refused: [] }
  const batch = await openSheet(tx, context, { opening, title: '导入关系表' })
  const refused: Refused[] = []
  let [added, changed] = [0, 0]
  for (const draft of drafts) {
    const told = await followed(tx, context, { draft, batch, ground })
    if (told === null) continue
    if ('message' in told) {
      refused.push(told)
      continue
    }
    const [result] = await followRelations(tx, batch, [told])
    if (result?.error) throw new RowsRefused([problem(draft, 'kind', result.error)])
    if (told.ending.length > 0) changed += 1
    else added += 1
  }
  await closeBatch(tx, batch)
  return { added, changed, repeated: drafts.length - added - changed - refused.length, refused }
}

function problem({ row }: RelationDraft, field: string, message: string): Refused {
  return { row, field, column: RELATION_FIELDS[field]?.label ?? '', message }
}

/** What a row begins and ends; null: it stands already, or something of a later day is known. */
async function followed(tx: Tx, context: Context, { draft, batch, ground }: { draft: RelationDraft; batch: Batch; ground: EndGround }): Promise<FollowedRelation | Refused | null> {
  const { kind, role, since } = draft
  const { from: starts, to: ends, single } = relationKind(kind)
  const from = await findEnd(tx, context, { said: draft.from, among: starts, ground, isOwn: single === 'from' })
  if (typeof from === 'string') return problem(draft, draft.from.number === '' ? 'name' : 'number', from)
  const to = await findEnd(tx, context, { said: draft.to, among: ends, ground, isOwn: single === 'to' })
  if (typeof to === 'string') return problem(draft, draft.to.number === '' ? 'toName' : 'toNumber', to)
  if ('area' in from) return problem(draft, 'name', `“${RELATION_KINDS[kind].label}”不能这样建立`)
  const [toId, toPath] = 'area' in to ? [null, to.area] : [to.id, null]
  const { isThere, others } = await standingLike(tx, { kind, role, fromId: from.id, toId, toPath, single })
  if (isThere || others.some(({ asOf }) => asOf > batch.asOf)) return null
  const own: { readonly register: Register; readonly id: string } = from
  return { ending: others, beginning: { kind, role, from: own, to, since }, row: draft.row.number }
}
