import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, Bulletin, listBulletins, QueryOf } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import { actorOf } from '../../../platform/identity/index.ts'
import { notify, phrasesOf } from '../../../platform/notices/index.ts'
import { lastDue } from './due.ts'
import { drawBulletin } from './paper.ts'
import type { Shown } from './paper.ts'
import { bulletinsOf, findBulletin, insertBulletin, isMade, removeExpired } from './repo-bulletin.ts'
import type { StoredBulletin } from './repo-bulletin.ts'
import { dashboardFor, scheduledDashboards } from './repo-dashboard.ts'
import type { StoredDashboard } from './repo-dashboard.ts'
import { bulletinSheet } from './sheet.ts'
import { pastOf } from '../people.ts'
import { measured } from './show.ts'
import { standingOf } from './standing.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 366
const PAGE = 50

const TYPES = { pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const

/** Somebody's bulletins, newest first, page by page. */
export async function listOwn({ db }: Context, actor: Actor, { before }: QueryOf<typeof listBulletins>): Promise<AnswerOf<typeof listBulletins>> {
  const found = await db.transact(actor.scope, (tx) => bulletinsOf(tx, actor.userId, { before, limit: PAGE + 1 }))
  const shown = found.slice(0, PAGE)
  return { bulletins: shown.map((one) => onWire(one)), next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
}

function onWire({ id, name, areaName, slot, figures, failed, madeAt, expiresAt }: StoredBulletin): Bulletin {
  return { id, name, areaName, slot, figures, failed, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() }
}

/** Makes a bulletin now, of one's own dashboard or of a shared one, with what the asker sees. @throws Fault not-found */
export async function makeNow(context: Context, actor: Actor, { id, all }: { readonly id: string; readonly all: readonly Indicator[] }): Promise<Bulletin> {
  const dashboard = await context.db.transact(actor.scope, (tx) => dashboardFor(tx, id, actor))
  if (!dashboard) throw new Fault('not-found')
  const made = await make(context, actor, { dashboard, all, slot: null })
  if (!made) throw new Fault('not-found')
  return onWire(made)
}

interface Making {
  readonly dashboard: StoredDashboard
  readonly all: readonly Indicator[]
  readonly slot: string | null
}

/** Bulletins are kept side by side: of people each tells as the past is told, so that two of them cannot be subtracted. */
function roughly(shown: Shown, all: readonly Indicator[]): Shown {
  const cards = shown.cards.map((card) => {
    const { id, value: exact, of } = card.figure
    const indicator = all.find((one) => one.id === id)
    if (exact === null || !indicator || !('people' in indicator)) return card
    const past = pastOf(indicator)
    const value = past(exact, of)
    const thresholds = shown.dashboard.form.cards.find((one) => one.indicator === id)?.thresholds ?? []
    return { ...card, figure: { ...card.figure, value, of: of === null ? null : past(of, null), definition: `${card.figure.definition}简报里的人数取约数。` }, standing: standingOf(thresholds, value) }
  })
  return { ...shown, cards }
}

/** Both files, the row and the notice; null when another server was quicker. A figure that fails stands there as failed; files that no row names are not left. */
async function make(context: Context, actor: Actor, { dashboard, all, slot }: Making): Promise<StoredBulletin | null> {
  const shown = roughly(await measured(context, actor, { dashboard, area: undefined, all }), all)
  const { form: { name }, origin } = dashboard
  const now = context.clock.now()
  const words = { by: `${actor.name}的看板`, origin }
  const saved: string[] = []
  const save = async (content: Buffer | Readable, ending: 'pdf' | 'xlsx') => {
    const { hash } = await context.files.saveFile(content, { name: `${name}-${localDate(now)}.${ending}`, accept: ['document'] })
    saved.push(hash)
    return hash
  }
  const drop = async () => { for (const hash of saved) await context.files.drop(hash) }
  try {
    const failed = shown.cards.filter(({ figure }) => figure.state === 'failed').length
    const made = {
      id: newId(now), name, areaName: shown.area.name, slot, figures: shown.cards.length, failed, pdfHash: await save(await drawBulletin(shown, words), 'pdf'), xlsxHash: await save(bulletinSheet(shown, words), 'xlsx'),
      madeAt: new Date(now), expiresAt: new Date(now + KEPT_DAYS * DAY_MS),
    }
    const isAdded = await addBulletin(context, actor, { made, dashboardId: dashboard.id })
    if (!isAdded) await drop()
    return isAdded ? made : null
  } catch (error) {
    await drop().catch((left: unknown) => context.log.error({ err: left, dashboard: dashboard.id }, 'files of a bulletin that failed are left'))
    throw error
  }
}

/** @returns whether it was not there yet */
async function addBulletin(context: Context, { userId }: Actor, { made, dashboardId }: { readonly made: StoredBulletin; readonly dashboardId: string }): Promise<boolean> {
  const { id, name, areaName, figures, failed, slot } = made
  const say = await phrasesOf(context)
  return context.db.transact(systemScope, async (tx) => {
    if (!(await insertBulletin(tx, made, { owner: userId, dashboardId }))) return false
    const told = say.say('bulletin.made', { 看板: name, 地方: areaName, 件数: String(figures), 没算出: failed > 0 ? `，其中 ${failed} 项没有算出` : '' })
    if (slot !== null) await notify(tx, context, { userIds: [userId], kind: 'bulletin.made', ...told, dedupeKey: `bulletin:${id}` })
    return true
  })
}

/** Every hour: what is due and not yet made, each in its owner's name with the rights they have now. One that fails leaves the others. */
export async function makeDue(context: Context, all: readonly Indicator[]): Promise<void> {
  const now = context.clock.now()
  for (const dashboard of await context.db.transact(systemScope, (tx) => scheduledDashboards(tx))) {
    await makeIfDue(context, { dashboard, all, now }).catch((error: unknown) => context.log.error({ err: error, dashboard: dashboard.id }, 'a bulletin could not be made'))
  }
}

async function makeIfDue(context: Context, { dashboard, all, now }: Omit<Making, 'slot'> & { readonly now: number }): Promise<void> {
  const { id, owner, form: { bulletin }, changedAt } = dashboard
  if (!bulletin) return
  const due = lastDue(bulletin, now)
  // What was due before it was asked for is not made up for.
  if (due.at < changedAt.getTime() || (await context.db.transact(systemScope, (tx) => isMade(tx, id, due.day)))) return
  const actor = await actorOf(context, owner)
  if (actor?.permissions.has('indicator.read')) await make(context, actor, { dashboard, all, slot: due.day })
}

/** Every night: what was kept long enough. */
export async function tidyBulletins(context: Context): Promise<void> {
  const hashes = await context.db.transact(systemScope, (tx) => removeExpired(tx, new Date(context.clock.now())))
  for (const hash of hashes) await context.files.drop(hash)
}

interface Fetching {
  readonly id: string
  readonly format: 'pdf' | 'xlsx'
  readonly reply: FastifyReply
}

/** Sends one's own bulletin. @throws Fault not-found */
export async function sendBulletin(context: Context, actor: Actor, { id, format, reply }: Fetching): Promise<void> {
  const found = await context.db.transact(actor.scope, (tx) => findBulletin(tx, id, actor.userId))
  const content = found && (await context.files.open(format === 'pdf' ? found.pdfHash : found.xlsxHash))
  if (!content) throw new Fault('not-found')
  const name = encodeURIComponent(`${found.name}-${localDate(found.madeAt.getTime())}.${format}`)
  void reply.header('content-type', TYPES[format]).header('content-disposition', `attachment; filename*=UTF-8''${name}`).header('cache-control', 'no-store').send(content)
}
