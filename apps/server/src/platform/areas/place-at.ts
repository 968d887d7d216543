import { DEPTHS } from '@yihu/domain'
import type { AreaIndex } from './area-index.ts'

/** The finest area of a street that holds a point; null outside all streets. */
export function placeAt(tree: Pick<AreaIndex, 'locate'>, point: { readonly lon: number; readonly lat: number }): string | null {
  const path = tree.locate(point)?.path
  return path !== undefined && path.split('.').length >= DEPTHS.street ? path : null
}
