import { Fault, showDeskSetting } from '@yihu/contracts'
import type { AnswerOf, BodyOf, saveDeskSetting } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { readSetting, writeSetting } from './repo-desk.ts'

type Setting = AnswerOf<typeof showDeskSetting>

const FIRST: Setting = { views: [], fields: ['state', 'place', 'unit', 'class', 'source', 'flags'], isCompact: false, revision: 0 }

/** How somebody has set up their desk. What an older version wrote and nobody can read any more is as good as nothing. */
export async function settingOf({ db }: Context, actor: Actor): Promise<Setting> {
  const row = await db.transact(actor.scope, (tx) => readSetting(tx, actor.userId))
  if (!row) return FIRST
  const parsed = showDeskSetting.answer.safeParse({ ...(row.value as object), revision: row.revision }) // an object, written below
  return parsed.success ? parsed.data : { ...FIRST, revision: row.revision }
}

/** Keeps it, without the words of saved filters. @throws Fault conflict when another page of the same person was faster */
export async function keepSetting(context: Context, actor: Actor, { revision, ...value }: BodyOf<typeof saveDeskSetting>): Promise<Setting> {
  const views = value.views.map(({ search: { q: _words, ...search }, ...view }) => ({ ...view, search }))
  const isKept = await context.db.transact(actor.scope, (tx) => writeSetting(tx, { userId: actor.userId, revision, value: { ...value, views } }))
  if (!isKept) throw new Fault('conflict', { current: await settingOf(context, actor) })
  return settingOf(context, actor)
}
