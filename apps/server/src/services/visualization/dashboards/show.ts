import { Fault } from '@yihu/contracts'
import type { AnswerOf, DashboardRow, listDashboards, showDashboard } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { covers } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import { areasOf, placeInSight } from '../../../platform/areas/index.ts'
import type { FigureMemory } from '../memory.ts'
import { figuresAt } from '../show.ts'
import { dashboardFor, dashboardsFor } from './repo-dashboard.ts'
import type { StoredDashboard } from './repo-dashboard.ts'
import { standingOf } from './standing.ts'

type Shown = AnswerOf<typeof showDashboard>

/** One's own dashboards and those shared with one's role. */
export async function dashboardsOf({ db }: Context, actor: Actor): Promise<AnswerOf<typeof listDashboards>> {
  const found = await db.transact(actor.scope, (tx) => dashboardsFor(tx, actor))
  return { dashboards: found.map((one) => rowOf(one, actor)) }
}

/** A dashboard on the wire. */
export function rowOf({ id, owner, ownerName, form, version, changedAt }: StoredDashboard, actor: Actor): DashboardRow {
  return { id, form, version, isMine: owner === actor.userId, owner: ownerName, changedAt: changedAt.toISOString() }
}

interface Asked {
  readonly id: string
  readonly area: string | undefined
  readonly all: readonly Indicator[]
  readonly memory: FigureMemory
}

/** A dashboard as this reader may see it: their own figures and places only. @throws Fault not-found */
export async function dashboardOf(context: Context, actor: Actor, { id, area, all, memory }: Asked): Promise<Shown> {
  const found = await context.db.transact(actor.scope, (tx) => dashboardFor(tx, id, actor))
  if (!found) throw new Fault('not-found')
  return measured(context, actor, { dashboard: found, area, all, memory })
}

interface Measuring {
  readonly dashboard: StoredDashboard
  readonly area: string | undefined
  readonly all: readonly Indicator[]
  /** What screens have measured already; a bulletin measures anew. */
  readonly memory?: FigureMemory
}

/** The figures of a dashboard's cards, in their order, within the actor's rights. */
export async function measured(context: Context, actor: Actor, { dashboard, area, all, memory }: Measuring): Promise<Shown> {
  const index = await areasOf(context)
  const wanted = area ?? dashboard.form.area ?? undefined
  // A shared one made for a place the reader has no business with shows the reader's own.
  const at = placeInSight(index, actor, area === undefined && wanted !== undefined && !covers(actor.scope, wanted) ? undefined : wanted)
  const now = context.clock.now()
  const { cards } = dashboard.form
  const mine = cards.flatMap(({ indicator: id }) => all.filter((one) => one.id === id && actor.permissions.has(one.permission)))
  const figures = await figuresAt(context, actor, { indicators: mine, area: at.path, now, ...(memory ? { memory } : {}) })
  return {
    dashboard: rowOf(dashboard, actor), area: { path: at.path, name: index.nameOf(at.path) }, asOf: new Date(now).toISOString(), withheld: cards.length - figures.length,
    cards: figures.map((figure) => {
      const card = cards.find(({ indicator }) => indicator === figure.id)
      return { width: card?.width ?? 1, figure, standing: standingOf(card?.thresholds ?? [], figure.value) }
    }),
  }
}
