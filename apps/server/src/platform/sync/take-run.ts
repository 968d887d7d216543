import type { ActionResult } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { ActionsTogether } from '../../kernel/module.ts'
import { keepAnswers, keptActions, takeIds } from './repo.ts'
import { head, repeated, rowOf, takenOf } from './result.ts'
import type { Read, Taking } from './result.ts'

type Result = Omit<ActionResult, 'index'>

/** An action whose neighbours of the same kind are taken with it, its body read. */
export interface Fit {
  readonly read: Read
  readonly body: unknown
  readonly together: ActionsTogether
}

/** Stretches of actions to be taken together, in the order they stand; what fits nowhere stands alone, and an id stands once in a stretch. */
export function runsOf<T>(items: readonly T[], fitOf: (item: T) => Fit | null): { readonly items: readonly T[]; readonly fits: readonly Fit[] }[] {
  const runs: { items: T[]; fits: Fit[] }[] = []
  for (const item of items) {
    const [fit, last] = [fitOf(item), runs.at(-1)]
    const joins = fit && last?.fits[0]?.together === fit.together && last.fits.every(({ read }) => read.form.id !== fit.read.form.id)
    if (joins) {
      last.items.push(item)
      last.fits.push(fit)
    } else runs.push({ items: [item], fits: fit ? [fit] : [] })
  }
  return runs
}

/**
 * Takes a stretch of one kind in one transaction: all of it, or, when the server or one of them fails, none — then each
 * half by itself, down to the one that is at fault, which `alone` answers. So nobody is refused for a neighbour.
 */
export async function takeRun(context: Context, { taking, fits, alone }: { taking: Taking; fits: readonly Fit[]; alone: (read: Read) => Promise<Result> }): Promise<Result[]> {
  const [first] = fits
  if (!first || fits.length === 1) return first ? [await alone(first.read)] : []
  try {
    return await context.db.transact(taking.actor.scope, (tx) => applyAll(tx, context, { taking, fits, together: first.together }))
  } catch {
    // Why is told by whoever is alone with it at the end.
    const half = Math.ceil(fits.length / 2)
    const before = await takeRun(context, { taking, fits: fits.slice(0, half), alone })
    return [...before, ...(await takeRun(context, { taking, fits: fits.slice(half), alone }))]
  }
}

async function applyAll(tx: Tx, context: Context, { taking, fits, together }: { taking: Taking; fits: readonly Fit[]; together: ActionsTogether }): Promise<Result[]> {
  const fresh = await takeIds(tx, fits.map(({ read }) => rowOf({ taking, read }, 'applied')))
  const kept = await keptActions(tx, fits.map(({ read }) => read.form.id).filter((id) => !fresh.has(id)))
  const due = fits.filter(({ read }) => fresh.has(read.form.id))
  const answers = due.length === 0 ? [] : await together.apply(tx, context, due.map(({ read, body }) => takenOf({ taking, read }, body)))
  const byId = new Map(due.map(({ read }, index) => [read.form.id, answers[index] ?? {}]))
  await keepAnswers(tx, [...byId].map(([id, answer]) => ({ id, answer: { answer } })))
  return fits.map(({ read }) => {
    const answer = byId.get(read.form.id)
    return answer ? { ...head(read), outcome: 'applied', answer, error: null, current: null } : repeated(kept.get(read.form.id), read.form.id)
  })
}
