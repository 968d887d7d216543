/** How long a class may take: w hours of service, d working days, u hours round the clock. */
export type LimitText = `${number}${'w' | 'd' | 'u'}`

/** Where such a matter happens: at a stairwell, in a yard, on a road. */
export type Setting = 'home' | 'yard' | 'road'

/**
 * Words for one class. Slots: `{p}` place, `{d}` how long, `{t}` time of day, `{n}` a small number, `{shop}` a shop,
 * `{road}` a road; `[a|b]` chooses one. A `what` is neutral, so that residents, operators and grid workers can say it.
 */
export interface Theme {
  code: string
  limit: LimitText
  setting: Setting
  /** Share among appeals, grid matters and deliberations. */
  shares: readonly [appeal: number, grid: number, talk: number]
  /** Months in which it happens; all when absent. */
  months?: readonly number[]
  /** Only among houses built before 2005, or only among those built since (which have lifts). */
  only?: 'old' | 'new'
  titles: readonly string[]
  what: readonly string[]
  harm: readonly string[]
  /** What was done about it. */
  fix: readonly string[]
}

interface Words {
  titles: readonly string[]
  what: readonly string[]
  harm: readonly string[]
  fix: readonly string[]
  months?: readonly number[]
  only?: 'old' | 'new'
}

/** Writes one theme in one line of data. */
export function theme(
  code: string,
  [limit, setting, ...shares]: readonly [LimitText, Setting, number, number, number],
  words: Words,
): Theme {
  return { code, limit, setting, shares, ...words }
}
