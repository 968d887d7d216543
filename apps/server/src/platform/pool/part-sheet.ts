import { PART_STATES } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { unitNames } from '../identity/index.ts'
import { countParts, listMatchingParts } from './repo.ts'

/** The columns of a sheet of parts: those by which they are brought in again. */
export const PART_COLUMNS = ['所在', '标识码', '类别', '名称', '养护单位', '状态', '数据来源', '普查日期', '经度', '纬度'] as const

/** How many parts an area has, counted no further than `most`. */
export async function partLength(tx: Tx, area: string | undefined, most: number): Promise<number> {
  return countParts(tx, area, most)
}

/** The rows of a sheet of parts, page by page. */
export async function* partRows(tx: Tx, context: Context, { area, size, most }: { readonly area: string | undefined; readonly size: number; readonly most: number }): AsyncGenerator<string[][]> {
  const [catalogue, tree, units] = [await catalogueOf(context), await areasOf(context), await unitNames(tx)]
  let after: string | undefined
  for (let read = 0; read < most; read += size) {
    const limit = Math.min(size, most - read)
    const found = await listMatchingParts(tx, { area, q: undefined, classes: [], after, limit })
    yield found.slice(0, limit).map(({ code, classCode, name, path, unitId, state, source, recordedOn, lon, lat }) => [
      tree.fullNameOf(path), code, catalogue.find(classCode)?.name ?? classCode, name, unitId === null ? '' : (units.get(unitId) ?? unitId), PART_STATES[state], source, recordedOn, String(lon), String(lat),
    ])
    if (found.length <= limit) return
    after = found[limit - 1]?.code
  }
}
