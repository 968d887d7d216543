import type { Context } from '../kernel/context.ts'
import { areasOf } from '../platform/areas/index.ts'
import { UsageError } from './command.ts'

/** The path of an area named by its code or its path. @throws UsageError */
export async function pathOf(context: Pick<Context, 'db'>, area: string): Promise<string> {
  const tree = await areasOf(context)
  const found = tree.byCode(area) ?? tree.byPath(area)
  if (!found) throw new UsageError(`没有区域 ${area} / unknown area`)
  return found.path
}
