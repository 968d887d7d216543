import type { BriefItem, BriefSection } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'

/** The hours a brief tells of, and where. */
export interface BriefSpan {
  /** The path of the street. */
  readonly street: string
  /** Milliseconds. */
  readonly from: number
  readonly to: number
  readonly now: number
}

/** A section of the brief, given by the module that knows. Runs as the system; answers figures, never personal data. */
export interface BriefSource {
  readonly id: string
  readonly title: string
  readonly compose: (tx: Tx, context: Context, span: BriefSpan) => Promise<readonly BriefItem[]>
}

/** What a handover of a street speaks of; a module that comes to know takes its place by the same id. */
const EXPECTED: readonly { readonly id: string; readonly title: string; readonly what: string }[] = [
  { id: 'people-at-risk', title: '需要关注的人员', what: '人员关怀' },
]

/** All sections of a brief: first those that modules give, then those that nobody can give yet, said as such. */
export async function composeSections(tx: Tx, context: Context, { briefs, span }: { briefs: readonly BriefSource[]; span: BriefSpan }): Promise<BriefSection[]> {
  const asOf = new Date(span.now).toISOString()
  const sections: BriefSection[] = []
  for (const { id, title, compose } of briefs) sections.push({ id, title, asOf, isConnected: true, text: null, items: [...(await compose(tx, context, span))] })
  const known = new Set(briefs.map(({ id }) => id))
  for (const { id, title, what } of EXPECTED) {
    if (!known.has(id)) sections.push({ id, title, asOf, isConnected: false, text: `${what}模块尚未接入，系统没有这方面的数据。请按原来的办法交接，写在交班事项里。`, items: [] })
  }
  return sections
}
