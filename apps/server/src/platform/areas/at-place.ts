import { sumUp } from '@yihu/domain'
import type { PlaceCount } from '@yihu/domain'
import type { AtPlace } from '../../kernel/indicator.ts'

/** What a number is at any place, as a figure. */
export function valuesAt(valueAt: (area: string) => number): AtPlace {
  return (area) => ({ value: valueAt(area) })
}

/** Places as sums of what lies in them. */
export function sumsOf(rows: readonly PlaceCount[]): AtPlace {
  return valuesAt(sumUp(rows))
}
