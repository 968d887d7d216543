import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listAllChecklists, listDangers, listSanctions, listSheets, showChecklist, showSheet } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { DangersSearch, SheetsSearch } from './checks-search.ts'

/** Everything about checks; a filled sheet or a moved danger makes it old. */
export const CHECKS_KEY = 'checks'

export const checklistsQuery = queryOptions({ queryKey: [CHECKS_KEY, 'lists'], queryFn: ({ signal }) => api.call(listAllChecklists, { signal }) })

export function checklistQuery(id: string) {
  return queryOptions({ queryKey: [CHECKS_KEY, 'list', id], queryFn: ({ signal }) => api.call(showChecklist, { params: { id }, signal }) })
}

export function sheetsQuery(search: SheetsSearch) {
  return infiniteQueryOptions({
    queryKey: [CHECKS_KEY, 'sheets', search], queryFn: ({ pageParam, signal }) => api.call(listSheets, { query: { ...search, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
  })
}

export function sheetQuery(id: string) {
  return queryOptions({ queryKey: [CHECKS_KEY, 'sheet', id], queryFn: ({ signal }) => api.call(showSheet, { params: { id }, signal }) })
}

export function dangersQuery(search: DangersSearch) {
  return infiniteQueryOptions({
    queryKey: [CHECKS_KEY, 'dangers', search], queryFn: ({ pageParam, signal }) => api.call(listDangers, { query: { ...search, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
  })
}

/** What was done about units, or about one of them and what comes next in turn. */
export function sanctionsQuery(organisation: string | undefined) {
  return queryOptions({ queryKey: [CHECKS_KEY, 'sanctions', organisation ?? ''], queryFn: ({ signal }) => api.call(listSanctions, { query: { limit: 100, ...(organisation ? { organisation } : {}) }, signal }) })
}
