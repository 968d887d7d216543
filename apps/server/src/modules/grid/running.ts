import { localDate, windowOf } from '@yihu/domain'
import type { Window } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import type { Asked } from './repo-due.ts'
import { areasIn, routinesOf, rowsOf } from './routines.ts'
import type { Routine } from './routines.ts'

/** A routine that asks something today. */
export interface Running {
  readonly routine: Routine
  readonly window: Window
  /** Whom it is for, in words. */
  readonly of: string
}

/** The routines that ask something today or, of `days`, on the first of them that they ask anything; what ends first before the others. */
export async function runningOf(tx: Tx, context: Context, { street, days = [localDate(context.clock.now())] }: { readonly street: string; readonly days?: readonly string[] }): Promise<Running[]> {
  const routines = (await routinesOf(tx, street)).filter(({ form }) => form.isActive)
  const rows = await rowsOf(tx, context, routines)
  const running = routines.flatMap((routine, at): Running[] => {
    const window = days.map((day) => windowOf(routine.form, day)).find((one) => one !== null)
    return window ? [{ routine, window, of: rows[at]?.of ?? '' }] : []
  })
  return running.toSorted((a, b) => (a.window.to === b.window.to ? (a.routine.id < b.routine.id ? -1 : 1) : a.window.to < b.window.to ? -1 : 1))
}

/** What a routine asks within areas. */
export function askedOf({ routine: { form }, window }: Pick<Running, 'routine' | 'window'>, { areas, tree }: { readonly areas: readonly string[]; readonly tree: AreaIndex }): Asked {
  return { form, window, areas: areasIn(form, areas), grids: tree.areas.filter(({ level }) => level === 'grid') }
}
