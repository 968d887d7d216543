import { ExportQuery, Fault } from '@yihu/contracts'
import type { BodyOf, IndicatorFigure, requestExport } from '@yihu/contracts'
import { figureInWords } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { isAllUnits, withPerson } from '../cases/index.ts'
import { usersOf } from '../identity/index.ts'
import { homeOf } from '../imports/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { KEPT_MS, SEAL_WORDS } from './job.ts'
import type { Job } from './job.ts'
import { listAt } from './list-address.ts'
import type { TakenList } from './list-address.ts'
import { insertJob } from './repo.ts'
import { describe, needClear, needListing, needPlaces, needsSecond, rowsOf } from './subject.ts'
import { templateOf } from './templates.ts'

/** How a figure is read as somebody may see it. @throws Fault not-found */
export type FigureReader = (context: Context, actor: Actor, asked: { readonly id: string; readonly area: string | undefined }) => Promise<IndicatorFigure>

interface Asking {
  readonly form: BodyOf<typeof requestExport>
  readonly actor: Actor
  readonly ip: string
  readonly figureOf: FigureReader
}

/**
 * Takes an export on: covered data at once, people's data and sensitive registers when a second person agrees.
 * @returns the job's id, and whether it can begin
 * @throws export-too-large, permission-missing, not-found, input-invalid
 */
export async function request(context: Context, { form, actor, ip, figureOf }: Asking): Promise<{ id: string; mayBegin: boolean }> {
  const { format, isMasked, purpose } = form
  const template = form.template ? await templateOf(context, actor, form.template.id) : null
  const counted = form.figure ? await listOf(context, actor, { asked: form.figure, figureOf }) : null
  const register = template ? { ...template.rows, ...(form.template?.area ? { area: form.template.area } : {}) } : (form.register ?? counted?.register ?? null)
  const asked = { query: withPerson(form.query ?? counted?.query ?? ExportQuery.parse({}), actor), register, template }
  needListing(actor, asked)
  needPlaces({ format, ...asked })
  if (!isMasked) needClear(actor, asked)
  const now = context.clock.now()
  const sight = { scope: { ...actor.scope, paths: actor.scope.paths === '*' ? ('*' as const) : [...actor.scope.paths], units: [...actor.scope.units] }, isAllUnits: isAllUnits(actor) }
  const rows = await rowsOf(context, { ...asked, sight, userId: actor.userId })
  const mayBegin = !needsSecond({ ...asked, isMasked })
  const filterText = await describe(context, asked)
  const id = newId(now)
  const path = await homeOf(context, actor.scope)
  await context.db.transact(systemScope, async (tx) => {
    await insertJob(tx, {
      id, path, createdBy: actor.userId, createdName: `${actor.name}（${actor.username}）`, createdAt: new Date(now), ...asked, ...wordsApart(context, asked.query), filterText, figureText: counted?.words ?? null, sight, format, isMasked, purpose,
      state: mayBegin ? 'running' : 'waiting', rows, expiresAt: new Date(now + (mayBegin ? KEPT_MS.masked : KEPT_MS.waiting)),
    })
    if (!mayBegin) {
      const deciders = await usersOf(tx, { role: 'duty-chief', path })
      const words = (await phrasesOf(context)).say('export.waiting', { 申请人: actor.name, 范围: filterText, 件数: String(rows), 用途: purpose })
      await notify(tx, context, {
        userIds: deciders.filter((user) => user !== actor.userId), kind: 'export.waiting', ...words, dedupeKey: `export:${id}:waiting`,
      })
    }
    await record(tx, { at: now, by: actor, action: 'export.request', object: filterText, purpose, result: 'done', ip, detail: { exportId: id, rows, format, isMasked } })
  })
  return { id, mayBegin }
}

/** The words of a list are kept sealed, beside its other conditions. */
function wordsApart({ vault }: Pick<Context, 'vault'>, { q, ...query }: Job['query']): Pick<Job, 'query' | 'words'> {
  return { query, words: q ? vault.seal(SEAL_WORDS, q) : null }
}

/** The list behind a figure, and the figure in words for the head of the file. */
async function listOf(context: Context, actor: Actor, { asked: { id, area }, figureOf }: { readonly asked: NonNullable<Asking['form']['figure']>; readonly figureOf: FigureReader }): Promise<TakenList & { readonly words: string }> {
  const figure = await figureOf(context, actor, { id, area })
  const list = figure.list === '' ? null : listAt(figure.list)
  if (!list) throw new Fault('input-invalid', { fields: { figure: '这个数的名单不能导出，请打开列表看' } })
  return { ...list, words: figureInWords(figure) }
}
