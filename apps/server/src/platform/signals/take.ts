import type { Context } from '../../kernel/context.ts'
import { groundOf, prepare } from '../cases/index.ts'
import type { RaiseInput } from '../cases/index.ts'
import { takeTogether } from './take-together.ts'
import type { Taken } from './take-within.ts'

/** A signal always carries its sender's id. */
export type Signal = RaiseInput & { readonly senderId: string }

/**
 * Takes signals of any source; the same source and id twice is one case. Answers in the order given, after the commit.
 * @throws Fault of the first signal that cannot be taken; then none is
 */
export async function take(context: Context, signals: readonly Signal[]): Promise<Taken[]> {
  const ground = await groundOf(context)
  return takeTogether(context, signals.map((signal) => prepare(signal, ground)))
}
