import type { AnswerOf, listServiceItems, ServiceItem, ServiceLine } from '@yihu/contracts'
import { computeDeadline, explainDeadline, explainWarning, limitText } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { calendarOf } from '../../../platform/calendar/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { itemOf, itemsOf } from './items.ts'
import type { Item } from './items.ts'
import { findItems } from './search.ts'

/** The items that are offered; those that answer to the words, the likeliest first. */
export async function searchItems(context: Context, asked: string): Promise<AnswerOf<typeof listServiceItems>> {
  const street = await streetOf(context)
  const items = (await context.db.transact(systemScope, (tx) => itemsOf(tx, street))).filter(({ form }) => form.isActive)
  const known = new Map(items.map((item) => [item.id, item]))
  const found = findItems(items.map(({ id, form }) => ({ id, name: form.name, words: form.words, rest: [form.guide, form.who, ...form.materials].join(' ') })), asked)
  return { items: found.flatMap(({ id, saidAs }) => lineOf(known.get(id), saidAs)) }
}

function lineOf(item: Item | undefined, saidAs: string | null): ServiceLine[] {
  if (!item) return []
  const { id, form: { name, guide, limit, booking, canHelp, link } } = item
  return [{ id, name, guide, limitText: limitText(limit), canBook: booking !== null, canHelp, hasLink: link !== null, saidAs }]
}

/** One item, with when it is ready if it is handed in now. @throws service-unknown */
export async function showItem(context: Context, id: string): Promise<ServiceItem> {
  const street = await streetOf(context)
  const { form: { words: _words, isActive: _isActive, booking, ...form } } = await context.db.transact(systemScope, (tx) => itemOf(tx, street, id))
  const start = context.clock.now()
  const deadline = computeDeadline({ calendar: await calendarOf(context), start, limit: form.limit })
  return {
    ...form, id, canBook: booking !== null, limitText: limitText(form.limit),
    due: {
      at: new Date(deadline.dueAt ?? start).toISOString(), // without pauses a deadline always has a due time
      lines: explainDeadline(deadline), warnings: deadline.warnings.map((warning) => explainWarning(warning)),
    },
  }
}
