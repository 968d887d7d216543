import type { Context } from '../../kernel/context.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'

/** The area an import of this person belongs to: their widest one; the street for somebody who sees everything. */
export async function homeOf(context: Context, scope: Scope): Promise<string> {
  const paths = scope.paths === '*' ? [] : scope.paths
  const [widest] = paths.toSorted((a, b) => a.split('.').length - b.split('.').length)
  return widest ?? streetOf(context)
}

/** The street this installation serves. */
export async function streetOf(context: Context): Promise<string> {
  const { areas } = await areasOf(context)
  return areas.find(({ level }) => level === 'street')?.path ?? 'unknown.unknown'
}
