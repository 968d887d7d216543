import { ancestorAt, localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin, systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf, placeAt } from '../../areas/index.ts'
import type { AreaIndex } from '../../areas/index.ts'
import { catalogueOf } from '../../catalogue/index.ts'
import { unitNames } from '../../identity/index.ts'
import { bringParts, closeBatch, countAnew } from '../../pool/index.ts'
import type { Desk, ImportKind, Opening, Outcome, Refused } from '../kind.ts'
import { openSheet } from '../registers/kind.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { PART_FIELDS } from './columns.ts'
import { createPartReader } from './draft.ts'
import type { PartDraft, PartGround } from './draft.ts'

const BATCH_ROWS = 1000

/** Surveys of parts (部件): every row or feature becomes a part of the register, or brings a known one up to date. */
export const parts: ImportKind = {
  id: 'part', fields: PART_FIELDS, permission: 'pool.write', batchRows: BATCH_ROWS,
  lacks: (taken) => [...(taken.has('code') ? [] : [PART_FIELDS.code?.label ?? '']), ...(taken.has('geometry') || taken.has('lon') ? [] : [PART_FIELDS.geometry?.label ?? ''])],
  originOf: () => ({ template: 'register', source: 'survey' }),
  open: openDesk,
  afterMany: countAnew,
}

async function openDesk(context: Context, opening: Opening): Promise<Desk> {
  const today = localDate(opening.takenAt)
  const read = createPartReader({ ...opening, ground: await groundOf(context, { today, day: opening.asOf ?? today }) })
  const seen = new Map<string, number>()
  let twice = 0
  const sort = (rows: readonly SheetRow[]) => {
    const [drafts, refused]: [PartDraft[], Refused[]] = [[], []]
    let repeated = 0
    for (const one of rows.map(read)) {
      if ('message' in one) refused.push(one)
      else if ((seen.get(one.part.code) ?? one.row.number) !== one.row.number) repeated += 1
      else {
        seen.set(one.part.code, one.row.number)
        drafts.push(one)
      }
    }
    twice += repeated
    return Promise.resolve({ refused, store: (tx: Tx) => storeParts(tx, context, { opening, drafts, repeated }) })
  }
  return { look: sort, sort, remarks: () => ({ warnings: twice > 0 ? [`有 ${twice} 行与前面的行标识码相同，只登记第一行`] : [] }) }
}

async function groundOf(context: Context, { today, day }: Pick<PartGround, 'today' | 'day'>): Promise<PartGround> {
  const [tree, catalogue, units] = await Promise.all([areasOf(context), catalogueOf(context), context.db.transact(systemScope, unitNames)])
  const classes = catalogue.classes.filter(({ kind, validTo }) => kind === 'part' && validTo === null)
  const named = new Map(classes.flatMap(({ code, name }) => [[code, { code, name }], [code.slice(1), { code, name }], [name, { code, name }]] as const))
  const unitIds = new Map([...units].flatMap(([id, name]) => [[name, id], [id, id]] as const))
  return {
    today, day, classOf: (text) => named.get(text) ?? null, unitOf: (text) => unitIds.get(text) ?? null,
    at(point) {
      const path = placeAt(tree, point)
      return path === null ? null : { path: ancestorAt(path, 'grid'), district: districtOf(tree, path) }
    },
  }
}

function districtOf(tree: AreaIndex, path: string): string {
  return tree.chainOf(path).find(({ level }) => level === 'district')?.code ?? ''
}

interface Storing {
  readonly opening: Opening
  readonly drafts: readonly PartDraft[]
  readonly repeated: number
}

async function storeParts(tx: Tx, context: Context, { opening, drafts, repeated }: Storing): Promise<Outcome> {
  const { path } = opening
  const [ours, others] = [drafts.filter(({ part }) => isWithin(part.path, path)), drafts.filter(({ part }) => !isWithin(part.path, path))]
  const refused = others.map(({ row }): Refused => ({ row, field: 'geometry', column: PART_FIELDS.geometry?.label ?? '', message: '这个地方不在您负责的区域' }))
  const batch = await openSheet(tx, context, { opening, title: '导入部件表' })
  const { added, changed, elsewhere } = await bringParts(tx, batch, ours.map(({ part }) => part))
  await closeBatch(tx, batch)
  const kept = ours.filter(({ part }) => elsewhere.has(part.code)).map(({ row }): Refused => ({ row, field: 'code', column: PART_FIELDS.code?.label ?? '', message: '这个标识码登记在别的区域，请核对标识码，或由那个区域更新' }))
  return { added, changed, repeated: repeated + ours.length - added - changed - kept.length, refused: [...refused, ...kept] }
}
