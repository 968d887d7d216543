import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import type { Params } from './params.ts'

/** The street a call is about. */
export interface Jurisdiction {
  /** Its administrative code: what `jurisdiction_id` names. */
  readonly id: string
  readonly name: string
  readonly path: string
  readonly tree: AreaIndex
}

/**
 * The street that `jurisdiction_id` names; where this server keeps one street only it may be left out (GeoReport v2,
 * Definitions).
 * @throws Fault not-found when there is no such street, input-invalid when it must be said which
 */
export async function jurisdictionOf(context: Context, params: Params): Promise<Jurisdiction> {
  const tree = await areasOf(context)
  const streets = tree.areas.filter(({ level }) => level === 'street')
  const asked = params.get('jurisdiction_id')
  const street = asked === undefined ? (streets.length === 1 ? streets[0] : undefined) : streets.find(({ code }) => code === asked)
  if (street) return { id: street.code, name: street.name, path: street.path, tree }
  if (asked === undefined) throw new Fault('input-invalid', { fields: { jurisdiction_id: '这里有几个街道，请说明是哪一个' } })
  throw new Fault('not-found', { fields: { jurisdiction_id: '没有这个街道' } })
}
