import type { Context } from '../../kernel/context.ts'
import type { PersonData } from '../../kernel/module.ts'

const keepers = new WeakMap<Context, () => readonly PersonData[]>()

/** From now on this server asks these what else is kept of a person. */
export function keepPersonsWith(context: Context, list: () => readonly PersonData[]): void {
  keepers.set(context, list)
}

/** @throws Error where nobody said who keeps what: a fault of composition */
export function keepersOf(context: Context): readonly PersonData[] {
  const list = keepers.get(context)
  if (!list) throw new Error('nobody said what else is kept of persons')
  return list()
}
