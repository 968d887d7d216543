import { PERSON_FIGURES } from '@yihu/contracts'
import type { PersonFigure } from '@yihu/contracts'
import { CHECK_REASONS, JUDGED } from '@yihu/domain'
import type { CheckReason, Judged } from '@yihu/domain'

/** The parts of the page, in their order. */
export const QUALITY_TABS = { score: '质量分', list: '核对清单', people: '人口分析', counts: '来源不一致', sources: '来历' } as const
export type QualityTab = keyof typeof QUALITY_TABS

/** What the address of the page may say. */
export interface QualitySearch {
  readonly tab?: QualityTab
  readonly area?: string
  readonly register?: Judged
  readonly reason?: CheckReason
  readonly by?: PersonFigure
}

function keyIn<T extends string>(table: Readonly<Record<T, unknown>>, value: unknown): T | undefined {
  return typeof value === 'string' && Object.hasOwn(table, value) ? (value as T) : undefined // checked on the left
}

/** Reads an address; what makes no sense is left out. */
export function readQualitySearch(search: Readonly<Record<string, unknown>>): QualitySearch {
  const [tab, register, reason, by] = [keyIn(QUALITY_TABS, search['tab']), keyIn(JUDGED, search['register']), keyIn(CHECK_REASONS, search['reason']), keyIn(PERSON_FIGURES, search['by'])]
  const area = typeof search['area'] === 'string' && /^[\w.-]{1,200}$/u.test(search['area']) ? search['area'] : undefined
  return { ...(tab ? { tab } : {}), ...(area ? { area } : {}), ...(register ? { register } : {}), ...(reason ? { reason } : {}), ...(by ? { by } : {}) }
}
