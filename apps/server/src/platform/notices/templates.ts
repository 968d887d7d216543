import { Fault } from '@yihu/contracts'
import type { AnswerOf, listNoticeTemplates, NoticeTemplateRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { fillWithExamples, problemsOfWording } from './fill.ts'
import type { Wording } from './fill.ts'
import { deleteTemplate, lockTemplate, readTemplates, writeTemplate } from './repo-template.ts'
import type { StoredTemplate } from './repo-template.ts'
import { keyIn, templateKeys, templateOf } from './template-book.ts'
import type { Template, TemplateKey } from './template-book.ts'

/** Every text, as it is in use and as it was shipped. */
export async function listTemplates({ db }: Pick<Context, 'db'>): Promise<AnswerOf<typeof listNoticeTemplates>> {
  const own = new Map((await readTemplates(db.owner)).map((row) => [row.key, row]))
  return { templates: templateKeys.map((key) => rowOf(key, own.get(key))) }
}

/** What a wording would look like with examples. @throws not-found, input-invalid */
export function preview(key: string, wording: Wording): Wording {
  const { template } = known(key)
  needSound(wording, template)
  return fillWithExamples(wording, template.fields)
}

/** Changes a text; the next notice uses it. @throws not-found, input-invalid, conflict */
export async function saveTemplate({ db, clock }: Context, actor: Actor, { key: asked, version, title, text, ip }: Wording & { key: string; version: number; ip: string }): Promise<NoticeTemplateRow> {
  const { key, template } = known(asked)
  needSound({ title, text }, template)
  const now = clock.now()
  return db.transact(systemScope, async (tx) => {
    const before = await lockTemplate(tx, key)
    const next: StoredTemplate = { key, title, text, version: version + 1, changedBy: actor.name, changedAt: new Date(now) }
    if ((before?.version ?? 0) !== version || !(await writeTemplate(tx, next))) throw new Fault('conflict', { current: rowOf(key, before) })
    await record(tx, { at: now, by: actor, action: 'notice.template', object: template.name, result: 'done', ip, detail: { key, before: wordsOf(before ?? template), after: { title, text } } })
    return rowOf(key, next)
  })
}

/** The shipped text again. @throws not-found */
export async function resetTemplate({ db, clock }: Context, actor: Actor, { key: asked, ip }: { key: string; ip: string }): Promise<NoticeTemplateRow> {
  const { key, template } = known(asked)
  return db.transact(systemScope, async (tx) => {
    const before = await lockTemplate(tx, key)
    if (before) {
      await deleteTemplate(tx, key)
      await record(tx, { at: clock.now(), by: actor, action: 'notice.template', object: template.name, purpose: '恢复原文', result: 'done', ip, detail: { key, before: wordsOf(before), after: wordsOf(template) } })
    }
    return rowOf(key, undefined)
  })
}

function known(text: string): { key: TemplateKey; template: Template } {
  const key = keyIn(text)
  if (!key) throw new Fault('not-found')
  return { key, template: templateOf(key) }
}

function needSound(wording: Wording, template: Template): void {
  const fields = problemsOfWording(wording, template)
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
}

function wordsOf({ title, text }: Wording): Wording {
  return { title, text }
}

function rowOf(key: TemplateKey, own: StoredTemplate | undefined): NoticeTemplateRow {
  const template = templateOf(key)
  const { title, text } = own ?? template
  return {
    key, name: template.name, audience: template.audience, title, text, original: wordsOf(template), example: fillWithExamples({ title, text }, template.fields),
    fields: template.fields.map(({ name, example, isNeeded }) => ({ name, example, isNeeded: isNeeded === true })),
    version: own?.version ?? 0, changedBy: own?.changedBy ?? null, changedAt: own?.changedAt.toISOString() ?? null,
  }
}
