import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { listCases } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useChangedCases } from '../../app/changed-cases.ts'
import { sortOf } from './inbox-search.ts'
import type { InboxSearch, ListName } from './inbox-search.ts'
import { patchPages } from './patch-list.ts'
import { inboxFilters, inboxQuery } from './queries.ts'

/** More at once than this, and the list is better fetched anew. */
const MOST_CHANGES = 100

/** One desk's list and its rows so far; a case that moved between two pages is shown once. */
export function useInbox(desk: ListName, search: InboxSearch) {
  const queries = useQueryClient()
  const options = inboxQuery(desk, search)
  const list = useInfiniteQuery(options)
  const rows = useMemo(() => {
    const all = list.data?.pages.flatMap((page) => page.cases) ?? []
    return [...new Map(all.map((row) => [row.id, row])).values()]
  }, [list.data])

  useChangedCases((ids) => {
    if (!queries.getQueryData(options.queryKey)) return
    const renew = () => void queries.invalidateQueries({ queryKey: options.queryKey })
    if (ids.length > MOST_CHANGES) return renew()
    api.call(listCases, { query: { ...inboxFilters(desk, search), ids: ids.join(','), limit: MOST_CHANGES } }).then(({ cases, asOf }) => {
      queries.setQueryData(options.queryKey, (last) => last && {
        ...last,
        pages: patchPages(last.pages, { ids, rows: cases, sort: sortOf(desk, search) }).map((page, i) => (i === 0 ? { ...page, asOf } : page)),
      })
    }, renew)
  })

  const { queryKey } = options
  const name = JSON.stringify(queryKey)
  useEffect(() => () => {
    // Whoever comes back to a long list begins at its top: fifty pages need not be asked for again.
    const key = JSON.parse(name) as typeof queryKey // just written
    queries.setQueryData(key, (last) => last && { pages: last.pages.slice(0, 1), pageParams: last.pageParams.slice(0, 1) })
  }, [queries, name])
  return { list, rows }
}

export type Inbox = ReturnType<typeof useInbox>
