import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeAt } from '../areas/index.ts'

/** The finest area that holds a point somebody set by hand; it must be their own. @throws input-invalid */
export async function areaAtPoint(context: Context, { scope }: Pick<Actor, 'scope'>, point: { readonly lon: number; readonly lat: number }): Promise<string> {
  const tree = await areasOf(context)
  const path = placeAt(tree, point)
  if (path === null) throw new Fault('input-invalid', { fields: { point: '这个位置不在本街道范围内，请在街道里点选' } })
  if (!covers(scope, path)) throw new Fault('input-invalid', { fields: { point: `这个位置在“${tree.fullNameOf(path)}”，不在您负责的区域；搬到那里的，请由那里改` } })
  return path
}
