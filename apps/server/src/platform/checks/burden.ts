import { isDeepStrictEqual } from 'node:util'
import type { ChecklistForm } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { streetOf } from '../imports/index.ts'
import { listsOf } from './book.ts'
import { countAnswers, countFilled, readRefusals } from './repo-burden.ts'
import type { AnswerCount, Refusal } from './repo-burden.ts'
import { versionsOf } from './sheets.ts'

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
  const [refusals, questionsAt, filled] = [await readRefusals(tx, { street, since }), await questionsIn(tx, { street, lists, area, since: questionsSince }), await countFilled(tx, { area, since })]
  return {
    refused: refusals.map((one) => ({ ...one, isStillAsked: lists.some(({ id, stored }) => id === one.listId && (stored?.draft?.items ?? []).some(({ text }) => text === one.item)) })),
    questions: questionsAt(area),
    sheets: inUse(lists).map(({ id, form }) => ({ listId: id, name: form.name, items: form.items.length, filled: filled.get(id) ?? 0 })),
  }
}

/** The items in use that can find a danger, as they were answered since a day: everywhere in sight, told of any place, or in one area, told of it alone. */
export async function checkQuestions(tx: Tx, context: Context, asked: { readonly area?: string; readonly since: string }): Promise<(area: string) => CheckBurden['questions']> {
  const street = await streetOf(context)
  return questionsIn(tx, { street, lists: await listsOf(tx, street), ...asked })
}

type Lists = Awaited<ReturnType<typeof listsOf>>

async function questionsIn(tx: Tx, { street, lists, ...asked }: { readonly street: string; readonly lists: Lists; readonly area?: string; readonly since: string }): Promise<(area: string) => CheckBurden['questions']> {
  const answers = await countAnswers(tx, asked)
  const versionOf = await versionsOf(tx, street, answers.map(({ listId, version }) => ({ list_id: listId, version })))
  const used = inUse(lists)
  return (area) => questionsOf(used, { answers: answers.filter(({ path }) => isWithin(path, area)), versionOf })
}

function inUse(lists: Lists): { readonly id: string; readonly form: ChecklistForm }[] {
  return lists.flatMap(({ id, published }) => (published?.form.isActive ? [{ id, form: published.form }] : []))
}

interface Answered {
  readonly answers: readonly AnswerCount[]
  readonly versionOf: Awaited<ReturnType<typeof versionsOf>>
}

/** Each item with the answers to this very question: an item that asked something else in an earlier version was another one. */
function questionsOf(used: ReturnType<typeof inUse>, { answers, versionOf }: Answered): CheckBurden['questions'] {
  const answersTo = Map.groupBy(answers, ({ listId, itemId }) => `${listId} ${itemId}`)
  return used.flatMap(({ id: listId, form }) => form.items.flatMap((item) => {
    const own = (answersTo.get(`${listId} ${item.id}`) ?? []).filter(({ version }) => {
      const then = versionOf({ list_id: listId, version })?.form.items.find(({ id }) => id === item.id)
      return then?.text === item.text && isDeepStrictEqual(then.dangerWhen, item.dangerWhen)
    })
    const sum = (key: 'asked' | 'found'): number => own.reduce((total, one) => total + one[key], 0)
    return item.dangerWhen && own.length > 0 ? [{ listId, listName: form.name, text: item.text, asked: sum('asked'), found: sum('found') }] : []
  }))
}
