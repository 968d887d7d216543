import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { streetOf } from '../imports/index.ts'
import { listsOf } from './book.ts'
import { countAnswers, countFilled, readRefusals } from './repo-burden.ts'
import type { Refusal } from './repo-burden.ts'

/** What checklists ask of people, and what came of asking. */
export interface CheckBurden {
  readonly refused: readonly (Refusal & { readonly times: number; readonly isStillAsked: boolean })[]
  /** Items that can find a danger, of lists in use. */
  readonly questions: readonly { readonly listId: string; readonly listName: string; readonly text: string; readonly asked: number; readonly found: number }[]
  /** Lists in use. */
  readonly sheets: readonly { readonly listId: string; readonly name: string; readonly items: number; readonly filled: number }[]
}

/** Reckoned from drafts refused and sheets filled in an area since a day. */
export async function checkBurden(tx: Tx, context: Context, { area, since, questionsSince }: { readonly area: string; readonly since: string; readonly questionsSince: string }): Promise<CheckBurden> {
  const street = await streetOf(context)
  const lists = await listsOf(tx, street)
  const [refusals, answers, filled] = [await readRefusals(tx, { street, since }), await countAnswers(tx, { area, since: questionsSince }), await countFilled(tx, { area, since })]
  const inUse = lists.flatMap(({ id, published }) => (published?.form.isActive ? [{ id, form: published.form }] : []))
  return {
    refused: refusals.map((one) => ({ ...one, isStillAsked: lists.some(({ id, stored }) => id === one.listId && (stored?.draft?.items ?? []).some(({ text }) => text === one.item)) })),
    questions: answers.flatMap(({ listId, itemId, asked, found }) => {
      const form = inUse.find(({ id }) => id === listId)?.form
      const item = form?.items.find(({ id }) => id === itemId)
      return form && item?.dangerWhen ? [{ listId, listName: form.name, text: item.text, asked, found }] : []
    }),
    sheets: inUse.map(({ id, form }) => ({ listId: id, name: form.name, items: form.items.length, filled: filled.get(id) ?? 0 })),
  }
}
