import type { AnswerOf, BodyOf, listSimilarProposals } from '@yihu/contracts'
import { printOf, sharedPhrases, textSimilarity } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin, systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { lineOf } from './show.ts'
import { publicDeliberations } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'

const LOOKED_AT = 300
const SHOWN = 5
/** Half of what two texts of one matter share as duplicates: a wrong offer costs a glance, a missed one a second proposal. */
const ALIKE = 0.25
const GOING: readonly string[] = ['open', 'scheduled', 'voting', 'passed', 'doing'] satisfies DeliberationRecord['core']['state'][]

type Similar = AnswerOf<typeof listSimilarProposals>['proposals']
interface Words {
  readonly id?: string
  readonly areaPath: string
  readonly title: string
  readonly text: string
}

/** Proposals of a community that are going on and say nearly the same, the likest first, with what both say. */
export async function similarTo(tx: Tx, { id, areaPath, title, text }: Words): Promise<Similar> {
  const [print, titlePrint] = [printOf(`${title}\n${text}`), printOf(title)]
  const others = (await publicDeliberations(tx, { path: areaPath, limit: LOOKED_AT })).filter((one) => one.id !== id && GOING.includes(one.core.state))
  return others
    .map((one) => ({ one, score: Math.max(textSimilarity(print, printOf(`${one.title}\n${one.body}`)), textSimilarity(titlePrint, printOf(one.title))) }))
    .filter(({ score }) => score >= ALIKE).toSorted((a, b) => b.score - a.score).slice(0, SHOWN)
    .map(({ one }) => ({ ...lineOf(one), why: whyOf(`${title}\n${text}`, `${one.title}\n${one.body}`) }))
}

function whyOf(a: string, b: string): string {
  const phrases = sharedPhrases(a, b, { atLeast: 2, most: 2 })
  return phrases.length > 0 ? `都说到${phrases.map((phrase) => `“${phrase.trim()}”`).join('、')}` : '说法差不多'
}

/** What somebody who is about to propose sees first. */
export async function offerSimilar(context: Context, words: BodyOf<typeof listSimilarProposals>): Promise<AnswerOf<typeof listSimilarProposals>> {
  if (!isWithin(words.areaPath, await streetOf(context))) return { proposals: [] }
  return { proposals: await context.db.transact(systemScope, (tx) => similarTo(tx, words)) }
}
