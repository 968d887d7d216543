import { z } from 'zod'

import rows from './appeals.json' with { type: 'json' }
import { limit, unitKind } from './schema.ts'
import type { CatalogueClass, StageLimits } from './schema.ts'

const appealRow = z.strictObject({
  code: z.string().regex(/^A(\d{2}){1,3}$/),
  name: z.string().min(2),
  aliases: z.array(z.string()).default([]),
  unit: unitKind,
  /** Only where the matter cannot wait for the usual five working days. */
  handle: limit.optional(),
})

// Shandong rule of January 2020: handle and reply within five working days (standards.md §2.6).
const USUAL: StageLimits = {
  verify: { amount: 4, unit: 'working-hour' },
  accept: { amount: 1, unit: 'working-hour' },
  file: { amount: 1, unit: 'working-hour' },
  dispatch: { amount: 1, unit: 'working-hour' },
  handle: { amount: 5, unit: 'working-day' },
  check: { amount: 4, unit: 'working-hour' },
}

const AT_ONCE: Omit<StageLimits, 'handle'> = {
  verify: { amount: 1, unit: 'urgent-hour' },
  accept: { amount: 1, unit: 'urgent-hour' },
  file: { amount: 1, unit: 'urgent-hour' },
  dispatch: { amount: 1, unit: 'urgent-hour' },
  check: { amount: 2, unit: 'urgent-hour' },
}

function limitsOf(handle: z.infer<typeof limit> | undefined): StageLimits {
  if (handle === undefined) return USUAL
  return { ...(handle.unit === 'urgent-hour' ? AT_ONCE : USUAL), handle }
}

function classOf(row: z.infer<typeof appealRow>): CatalogueClass {
  return {
    code: row.code,
    parent: row.code.length === 3 ? null : row.code.slice(0, -2),
    kind: 'appeal',
    edition: 'yihu-1',
    name: row.name,
    aliases: row.aliases,
    unit: row.unit,
    filing: '诉求具体、地点或对象明确，属于街道或驻街单位职责',
    closing: '已办理并答复诉求人，或已说明不能办理的依据和替代途径',
    limits: limitsOf(row.handle),
    phases: [],
    basis:
      row.handle === undefined
        ? '山东热线办理规则：5个工作日办结答复；其余环节为本系统默认值'
        : '本系统默认值（涉及安全或基本生活，短于5个工作日），街道可调整',
  }
}

/**
 * The street's own table of appeals (诉求) in three levels (`A` + 2 + 2 + 2 digits, numbered in order of
 * appearance). The first level covers the seven subject labels that our text model answers with.
 */
export const appealClasses: readonly CatalogueClass[] = z.array(appealRow).parse(rows).map(classOf)
