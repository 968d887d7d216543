import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { readDecided } from '../../../platform/cases/index.ts'
import { catalogueOf } from '../../../platform/catalogue/index.ts'
import type { Lesson } from '../text/train.ts'

/** Newest closed cases a model learns from. */
const MOST_CASES = 10_000

/** A message with the class that people gave it. */
export interface Labelled {
  readonly label: string
  readonly title?: string | null | undefined
  readonly text: string
  /** When it was said, ms; of a file without times: now. */
  readonly at: number
}

/** The street's own closed cases, each with its final class. */
export async function decidedCases({ db }: Pick<Context, 'db'>): Promise<Labelled[]> {
  const cases = await db.transact(systemScope, (tx) => readDecided(tx, { limit: MOST_CASES }))
  return cases.map(({ title, text, classCode, registeredAt }) => ({ label: classCode, title, text, at: registeredAt.getTime() }))
}

/** Examples beside what the lexicon says of them; `strange` ones, whose class is not in force, are left out. */
export async function lessonsOf(context: Pick<Context, 'db'>, labelled: readonly Labelled[]): Promise<{ lessons: Lesson[]; strange: number }> {
  const catalogue = await catalogueOf(context)
  const known = labelled.filter(({ label }) => catalogue.find(label)?.validTo === null)
  const lessons = known.map((one): Lesson => ({ ...one, lexicon: catalogue.suggestByWords(`${one.title ?? ''}\n${one.text}`.trim()) }))
  return { lessons, strange: labelled.length - known.length }
}
