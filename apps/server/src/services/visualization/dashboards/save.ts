import { DASHBOARD_LIMIT, Fault } from '@yihu/contracts'
import type { BodyOf, DashboardForm, DashboardRow, saveDashboard } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { covers } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { homeOf } from '../../../platform/imports/index.ts'
import { countDashboards, deleteDashboard, writeDashboard } from './repo-dashboard.ts'
import { rowOf } from './show.ts'

interface Saving {
  readonly id: string
  readonly body: BodyOf<typeof saveDashboard>
  readonly origin: string
  readonly all: readonly Indicator[]
}

/** Keeps one's own dashboard. @throws Fault input-invalid, conflict */
export async function keepDashboard(context: Context, actor: Actor, { id, body: { version, dashboard: form }, origin, all }: Saving): Promise<DashboardRow> {
  await check(context, actor, { form, all })
  const home = await homeOf(context, actor.scope)
  const next = { id, owner: actor.userId, ownerName: actor.name, form, origin, version: version + 1, changedAt: new Date(context.clock.now()) }
  await context.db.transact(actor.scope, async (tx) => {
    if (version === 0 && (await countDashboards(tx, actor.userId)) >= DASHBOARD_LIMIT) throw new Fault('input-invalid', { fields: { 'dashboard.name': `看板最多 ${DASHBOARD_LIMIT} 个，请先删去不用的` } })
    if (!(await writeDashboard(tx, next, home))) throw new Fault('conflict')
  })
  return rowOf(next, actor)
}

/** Nobody puts up a figure or a place that they may not see themselves. */
async function check(context: Context, { permissions, scope }: Actor, { form, all }: { form: DashboardForm; all: readonly Indicator[] }): Promise<void> {
  const unknown = form.cards.find(({ indicator }) => !all.some(({ id, permission }) => id === indicator && permissions.has(permission)))
  if (unknown) throw new Fault('input-invalid', { fields: { 'dashboard.cards': `没有“${unknown.indicator}”这个指标，或您的岗位看不到` } })
  if (form.area !== null && (!(await areasOf(context)).byPath(form.area) || !covers(scope, form.area))) throw new Fault('input-invalid', { fields: { 'dashboard.area': '没有这个区域，或不在您的范围里' } })
}

/** @throws Fault not-found */
export async function dropDashboard({ db }: Context, actor: Actor, id: string): Promise<undefined> {
  if (!(await db.transact(actor.scope, (tx) => deleteDashboard(tx, id, actor.userId)))) throw new Fault('not-found')
  return undefined
}
