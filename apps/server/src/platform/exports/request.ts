import { ExportQuery } from '@yihu/contracts'
import type { BodyOf, requestExport } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { isAllUnits, withPerson } from '../cases/index.ts'
import { usersOf } from '../identity/index.ts'
import { homeOf } from '../imports/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { KEPT_MS } from './job.ts'
import { insertJob } from './repo.ts'
import { describe, needClear, needListing, needPlaces, rowsOf } from './subject.ts'
import { templateOf } from './templates.ts'

interface Asking {
  readonly form: BodyOf<typeof requestExport>
  readonly actor: Actor
  readonly ip: string
}

/**
 * Takes an export on: covered data at once, people's data when a second person agrees.
 * @returns the job's id, and whether it can begin
 * @throws export-too-large, permission-missing, not-found, input-invalid
 */
export async function request(context: Context, { form, actor, ip }: Asking): Promise<{ id: string; mayBegin: boolean }> {
  const { format, isMasked, purpose } = form
  const template = form.template ? await templateOf(context, actor, form.template.id) : null
  const register = template ? { ...template.rows, ...(form.template?.area ? { area: form.template.area } : {}) } : (form.register ?? null)
  const asked = { query: withPerson(form.query ?? ExportQuery.parse({}), actor), register, template }
  needListing(actor, asked)
  needPlaces({ format, ...asked })
  if (!isMasked) needClear(actor, asked)
  const now = context.clock.now()
  const sight = { scope: { ...actor.scope, paths: actor.scope.paths === '*' ? ('*' as const) : [...actor.scope.paths], units: [...actor.scope.units] }, isAllUnits: isAllUnits(actor) }
  const rows = await rowsOf(context, { ...asked, sight })
  const filterText = await describe(context, asked)
  const id = newId(now)
  const path = await homeOf(context, actor.scope)
  await context.db.transact(systemScope, async (tx) => {
    await insertJob(tx, {
      id, path, createdBy: actor.userId, createdName: `${actor.name}（${actor.username}）`, createdAt: new Date(now), ...asked, filterText, sight, format, isMasked, purpose,
      state: isMasked ? 'running' : 'waiting', rows, expiresAt: new Date(now + (isMasked ? KEPT_MS.masked : KEPT_MS.waiting)),
    })
    if (!isMasked) {
      const deciders = await usersOf(tx, { role: 'duty-chief', path })
      const words = (await phrasesOf(context)).say('export.waiting', { 申请人: actor.name, 范围: filterText, 件数: String(rows), 用途: purpose })
      await notify(tx, context, {
        userIds: deciders.filter((user) => user !== actor.userId), kind: 'export.waiting', ...words, dedupeKey: `export:${id}:waiting`,
      })
    }
    await record(tx, { at: now, by: actor, action: 'export.request', object: filterText, purpose, result: 'done', ip, detail: { exportId: id, rows, format, isMasked } })
  })
  return { id, mayBegin: isMasked }
}
