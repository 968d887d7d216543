import { setImmediate as breathe } from 'node:timers/promises'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { groundOf, prepare } from '../../cases/index.ts'
import type { Ground, Prepared } from '../../cases/index.ts'
import { catalogueOf } from '../../catalogue/index.ts'
import { takeWithin } from '../../signals/index.ts'
import type { ImportKind, Opening, Refused, Sorted } from '../kind.ts'
import { columnsOf } from '../mapping.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { classFinder } from './classes.ts'
import { detectTemplate, ORDER_FIELDS } from './fields.ts'
import { createRowReader } from './read-row.ts'
import type { ReadRow } from './read-row.ts'

const BREATHE_EVERY = 20

/** Work orders of the 12345 hotline and other lists of appeals: every row becomes a signal, once. */
export const orders: ImportKind = {
  id: 'orders',
  fields: ORDER_FIELDS,
  permission: 'case.accept',
  batchRows: 200,
  lacks: (taken) => (taken.has('text') || taken.has('title') ? [] : [ORDER_FIELDS.text.label]),
  originOf(header) {
    const template = detectTemplate(header)
    return { template, source: template === '12345' ? 'hotline' : 'import' }
  },
  async open(context, opening) {
    const { classes } = await catalogueOf(context)
    const read = createRowReader({ ...opening, findClass: classFinder(classes) })
    const watch = createWatch(opening)
    return {
      look: async (rows) => ({ refused: rows.flatMap((row) => watch.note(row, read(row)) ?? []) }),
      remarks: () => ({ warnings: watch.warnings() }),
      sort: async (rows) => sort(context, rows, { ground: await groundOf(context), read }),
    }
  },
}

/** What a whole sheet shows: forms of time, the same order twice. */
function createWatch({ mapping }: Opening) {
  const columns = columnsOf(mapping)
  const lacks = (field: string): boolean => !columns.has(field)
  const timeForms = new Set<string>()
  const senders = new Set<string>()
  let repeats = 0
  return {
    note(row: SheetRow, result: ReadRow): Refused | null {
      if ('problem' in result) return { row, ...result.problem }
      if (result.timeForm) timeForms.add(result.timeForm)
      if (senders.has(result.signal.senderId)) repeats += 1
      else senders.add(result.signal.senderId)
      return null
    },
    warnings: (): string[] => [
      ...(lacks('externalId') ? [`没有认出“${ORDER_FIELDS.externalId.label}”列：内容完全相同的行才算同一件`] : []),
      ...(lacks('at') ? [`没有认出“${ORDER_FIELDS.at.label}”列：以导入时间登记，期限从导入时算起`] : []),
      ...(timeForms.size > 1 ? [`时间有 ${timeForms.size} 种写法，都按北京时间理解，请核对`] : []),
      ...(timeForms.has('american') ? ['有“月/日/年”写法的时间，按先月后日理解，请核对'] : []),
      ...(repeats > 0 ? [`有 ${repeats} 行与前面的行是同一工单，只登记一次`] : []),
    ],
  }
}

/** Works the rows out in memory, pausing so that people's requests are answered in between. */
async function sort(context: Context, rows: readonly SheetRow[], { ground, read }: { ground: Ground; read: (row: SheetRow) => ReadRow }): Promise<Sorted> {
  const prepared: Prepared[] = []
  const refused: Refused[] = []
  for (const [index, row] of rows.entries()) {
    if (index % BREATHE_EVERY === 0) await breathe()
    const result = read(row)
    if ('problem' in result) {
      refused.push({ row, ...result.problem })
      continue
    }
    try {
      prepared.push(prepare(result.signal, ground))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refused.push({ row, field: null, column: '', message: error.message })
    }
  }
  return {
    refused,
    async store(tx) {
      const taken = prepared.length > 0 ? await takeWithin(tx, context, prepared) : []
      const added = new Set(taken.filter(({ isNew }) => isNew).map(({ caseId }) => caseId)).size
      return { added, changed: 0, repeated: taken.length - added, refused: [] }
    },
  }
}
