import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Desk } from '@yihu/contracts'
import type { InboxSearch } from './inbox-search.ts'
import { inboxQuery } from './queries.ts'

/** One desk's list and its rows so far; a case that moved between two pages is shown once. */
export function useInbox(desk: Desk, search: InboxSearch) {
  const list = useInfiniteQuery(inboxQuery(desk, search))
  const rows = useMemo(() => {
    const all = list.data?.pages.flatMap((page) => page.cases) ?? []
    return [...new Map(all.map((row) => [row.id, row])).values()]
  }, [list.data])
  return { list, rows }
}

export type Inbox = ReturnType<typeof useInbox>
