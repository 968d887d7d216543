import { Fault } from '@yihu/contracts'
import type { AnswerOf, CampaignRow, gridCampaign, gridCampaigns, QueryOf } from '@yihu/contracts'
import { daysAfter, localDate, outlookOf, PACE_DAYS } from '@yihu/domain'
import type { CampaignOutlook } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, chainInSight } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { proofsOf } from '../../platform/pool/index.ts'
import { ruleOf } from './destroy.ts'
import { countSubjects } from './repo-due.ts'
import type { CountedSubjects } from './repo-due.ts'
import { settledDays } from './repo-campaign.ts'
import type { SettledDay } from './repo-campaign.ts'
import { routinesOf, rowsOf } from './routines.ts'
import type { Routine } from './routines.ts'
import { askedOf } from './running.ts'
import { lookedAt } from './sight.ts'
import type { Looked } from './sight.ts'

interface Looking {
  readonly tree: AreaIndex
  readonly street: string
  readonly looked: Looked
  readonly today: string
}

interface Seen {
  readonly row: CampaignRow
  readonly counted: readonly CountedSubjects[]
  readonly days: readonly SettledDay[]
}

/** Every campaign in sight: what is running first, what ended last before what ended earlier. @throws Fault not-found */
export async function campaignsAt(context: Context, actor: Actor, query: QueryOf<typeof gridCampaigns>): Promise<AnswerOf<typeof gridCampaigns>> {
  const [tree, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  const looked = lookedAt(tree, actor, query.area)
  return context.db.transact(actor.scope, async (tx) => {
    const campaigns: CampaignRow[] = []
    for (const routine of await campaignsOf(tx, street)) campaigns.push((await look(tx, context, { routine, tree, street, looked, today: localDate(now) })).row)
    return { area: looked.area, asOf: new Date(now).toISOString(), campaigns: campaigns.toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || ((a.form.ends ?? '') < (b.form.ends ?? '') ? -1 : 1)) }
  })
}

const ORDER: Readonly<Record<CampaignOutlook['state'], number>> = { running: 0, coming: 1, over: 2 }

/** One campaign in the parts of a place; those with most left first. @throws Fault not-found */
export async function campaignAt(context: Context, actor: Actor, { id, query }: { readonly id: string; readonly query: QueryOf<typeof gridCampaign> }): Promise<AnswerOf<typeof gridCampaign>> {
  const [tree, street, now] = [await areasOf(context), await streetOf(context), context.clock.now()]
  const looked = lookedAt(tree, actor, query.area)
  return context.db.transact(actor.scope, async (tx) => {
    const routine = (await campaignsOf(tx, street)).find((one) => one.id === id)
    if (!routine) throw new Fault('not-found')
    const { row, counted, days } = await look(tx, context, { routine, tree, street, looked, today: localDate(now) })
    const rows = counted.map(({ path, ...tally }) => ({ path, name: tree.nameOf(path), ...tally, needed: row.daysLeft > 0 && tally.total > tally.done ? Math.ceil((tally.total - tally.done) / row.daysLeft) : null }))
    return {
      area: looked.area, chain: chainInSight(tree, actor, looked.area.path), asOf: new Date(now).toISOString(), campaign: row,
      rows: rows.toSorted((a, b) => b.total - b.done - (a.total - a.done) || (a.path < b.path ? -1 : 1)), days: days.map((one) => ({ day: one.day, count: all(one) })),
    }
  })
}

async function campaignsOf(tx: Tx, street: string): Promise<Routine[]> {
  return (await routinesOf(tx, street)).filter(({ form }) => form.rhythm === 'once' && form.isActive)
}

const all = ({ met, refused, moved }: SettledDay): number => met + refused + moved

/** Reckons one campaign anew from its subjects and what was recorded within its days. */
async function look(tx: Tx, context: Context, { routine, tree, street, looked: { areas, labels }, today }: Looking & { readonly routine: Routine }): Promise<Seen> {
  const { id, form, version } = routine
  const window = { from: form.begins ?? today, to: form.ends ?? today }
  const asked = askedOf({ routine, window }, { areas, tree })
  const counted = await countSubjects(tx, { ...asked, labels })
  const days = await settledDays(tx, asked)
  const sum = (key: 'total' | 'done' | 'tried'): number => counted.reduce((total, one) => total + one[key], 0)
  const of = (key: 'met' | 'refused' | 'moved'): number => days.reduce((total, one) => total + one[key], 0)
  const lately = days.filter(({ day }) => day > daysAfter(today, -PACE_DAYS) && day <= today).reduce((total, one) => total + all(one), 0)
  const [shown] = await rowsOf(tx, context, [routine])
  const proofs = form.isDestroyed ? await proofsOf(tx, ruleOf(street, routine)) : []
  return {
    counted, days,
    row: {
      id, form, version, of: shown?.of ?? '', total: sum('total'), done: sum('done'), tried: sum('tried'), results: { met: of('met'), refused: of('refused'), moved: of('moved') },
      ...outlookOf({ begins: window.from, ends: window.to, today, total: sum('total'), done: sum('done'), lately }),
      proofs: proofs.map(({ at, by_name: by, reason, entries, digest }) => ({ at: at.toISOString(), by, reason, entries, digest: digest.toString('hex') })),
    },
  }
}
