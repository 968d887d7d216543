import { Source } from '@yihu/contracts'

/** The filters of a list, as they stand in the address: what one sees can be sent to a colleague. */
export interface InboxSearch {
  readonly area?: string
  readonly classCode?: string
  readonly source?: Source
  readonly due?: 'overdue' | 'soon' | 'later'
  readonly q?: string
  readonly sort?: 'newest'
  /** The case shown beside the list. */
  readonly case?: string
}

export const DUE_WORDS = { overdue: '▲ 已超期', soon: '◆ 临期', later: '● 未到期' } as const

/** Reads filters from an address; what is not a filter is dropped, never an error. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const source = Source.safeParse(search['source'])
  const { due } = search
  return {
    ...textOf(search, 'area'),
    ...textOf(search, 'classCode'),
    ...(source.success ? { source: source.data } : {}),
    ...(due === 'overdue' || due === 'soon' || due === 'later' ? { due } : {}),
    ...textOf(search, 'q'),
    ...(search['sort'] === 'newest' ? { sort: 'newest' as const } : {}),
    ...textOf(search, 'case'),
  }
}

// An address like `?q=2026` is read as a number by the router; it is meant as text.
function textOf<N extends string>(search: Record<string, unknown>, name: N): { [K in N]?: string } {
  const value = search[name]
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text === '' ? {} : ({ [name]: text } as { [K in N]: string }) // one key, just made
}

/** How many filters narrow the list besides the area. */
export function filterCount({ classCode, source, due, q }: InboxSearch): number {
  return [classCode, source, due, q].filter((value) => value !== undefined).length
}
