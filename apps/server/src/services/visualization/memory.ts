import type { AnswerOf, CountSubject, IndicatorFigure, showIndicator } from '@yihu/contracts'
import { changesFigures } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { scopeKey } from '../../kernel/db/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
import type { KeptValue } from './repo-kept.ts'

/** Many screens and dashboards look at the same figures; what no event tells is seen after so long. */
const FRESH_MS = 3000
/** Days are kept once an hour. */
const KEPT_FRESH_MS = 30_000
const MOST = 5000

/** What a server has just measured, shared by all screens and dashboards of those who see the same. */
export interface FigureMemory {
  readonly figures: Readings<IndicatorFigure>
  readonly kept: Readings<readonly KeptValue[]>
  /** What other sources say of what a figure counts. */
  readonly sayOtherwise: Disagreements
}

/** What other sources say of the same. */
export type Disagreements = (context: Context, actor: Actor, asked: { readonly subject: CountSubject; readonly area: string }) => Promise<AnswerOf<typeof showIndicator>['disagreements']>

/** An empty memory; figures are forgotten as soon as something happens that screens ask again for. */
export function rememberFigures({ live }: Pick<Context, 'live'>, sayOtherwise: Disagreements): FigureMemory {
  const figures = createReadings<IndicatorFigure>({ freshMs: FRESH_MS, most: MOST, isKept: ({ state }) => state !== 'failed' })
  live.subscribe(({ topic }) => { if (topic === OVERFLOW || changesFigures(topic)) figures.forgetAll() })
  return { figures, kept: createReadings({ freshMs: KEPT_FRESH_MS, most: MOST }), sayOtherwise }
}

/** Actors with the same word have the same figures everywhere. */
export function figureSight({ scope, permissions }: Actor): string {
  return `${scopeKey(scope)} ${[...permissions].toSorted().join(' ')}`
}
