import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listSheetTemplates, saveSheetTemplate, SheetTemplate, SheetTemplateRow } from '@yihu/contracts'
import { sheetSources } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { streetOf } from '../imports/index.ts'
import { readTemplates, writeTemplate } from './repo-template.ts'
import type { StoredTemplate } from './repo-template.ts'
import { SHIPPED_TEMPLATES } from './shipped-templates.ts'

async function templatesIn(tx: Tx, street: string): Promise<SheetTemplateRow[]> {
  const own = (await readTemplates(tx, street)).map((one) => rowOf(one))
  const shipped = [...SHIPPED_TEMPLATES].map(([id, form]) => own.find((one) => one.id === id) ?? { id, form, version: 0, changedBy: null, changedAt: null })
  return [...shipped, ...own.filter(({ id }) => !SHIPPED_TEMPLATES.has(id))]
}

function rowOf({ changedAt, ...row }: StoredTemplate): SheetTemplateRow {
  return { ...row, changedAt: changedAt.toISOString() }
}

/** All sheets of the street, also those that are stopped. */
export async function listTemplates(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listSheetTemplates>> {
  const street = await streetOf(context)
  return { templates: await context.db.transact(scope, (tx) => templatesIn(tx, street)) }
}

/** A sheet that is in use. @throws not-found */
export async function templateOf(context: Context, actor: Actor, id: string): Promise<SheetTemplate> {
  const found = (await listTemplates(context, actor)).templates.find((one) => one.id === id)
  if (!found?.form.isActive) throw new Fault('not-found')
  return found.form
}

/** Changes or adds a sheet. @throws conflict, input-invalid */
export async function keepTemplate(context: Context, actor: Actor, { id, body: { version, template }, ip }: { readonly id: string; readonly body: BodyOf<typeof saveSheetTemplate>; readonly ip: string }): Promise<SheetTemplateRow> {
  const sources = sheetSources(template.rows.of)
  const wrong = template.columns.find(({ field }) => !Object.hasOwn(sources, field))
  if (wrong) throw new Fault('input-invalid', { fields: { 'template.columns': `“${wrong.header}”没有选从哪一项填，或这种登记里没有这一项` } })
  const [street, at] = [await streetOf(context), context.clock.now()]
  const next = { id, form: template, version: version + 1, changedBy: actor.name, changedAt: new Date(at) }
  await context.db.transact(actor.scope, async (tx) => {
    if (!(await writeTemplate(tx, street, next))) throw new Fault('conflict')
    await record(tx, { at, by: actor, action: 'export.template', object: template.name, result: 'done', ip, detail: { id, version: next.version, columns: template.columns.length } })
  })
  return rowOf(next)
}
