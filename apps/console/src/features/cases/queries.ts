import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { findDuplicates, listAreas, listCases, listClasses, listHandlers, listUnits, showCase, showDeskSetting } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { readPoint, sortOf } from './inbox-search.ts'
import type { InboxSearch, ListName } from './inbox-search.ts'

/** Enough for a screen at once; whoever scrolls gets more at a time. */
const FIRST_PAGE = 50
const NEXT_PAGE = 200
const LONG = 10 * 60_000
const ASK_AGAIN_MS = 2_000

/** What the wire calls the filters of an address. */
export function inboxFilters(list: ListName, search: InboxSearch) {
  const { area, classCode, source, due, state, unit, person, mark, happened, since, until, q, at } = search
  const sort = sortOf(list, search)
  return {
    ...(list === 'all' ? {} : { desk: list }), area, classCode, source, due, state, unit, person, mark, happened, since: instantOf(since), until: instantOf(until), q,
    ...(sort === 'due' ? {} : { sort }), ...(sort === 'distance' ? readPoint(at) : {}),
  }
}

/** A minute of Beijing as an instant. */
function instantOf(minute: string | undefined): string | undefined {
  return minute === undefined ? undefined : `${minute}:00+08:00`
}

/** One desk's list, page by page. Changes are told line by line (`useInbox`), not by fetching it again. */
export function inboxQuery(desk: ListName, search: InboxSearch) {
  const filters = inboxFilters(desk, search)
  return infiniteQueryOptions({
    queryKey: ['cases', 'inbox', filters],
    queryFn: ({ pageParam, signal }) => api.call(listCases, { query: { ...filters, ...(pageParam ? { cursor: pageParam, limit: NEXT_PAGE } : { limit: FIRST_PAGE }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
    refetchOnWindowFocus: false,
  })
}

/** One case, whole. */
export function caseQuery(id: string) {
  return queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => api.call(showCase, { params: { id }, signal }) })
}

/** Cases that may be the same; asked again while the server still reads the open cases. */
export function duplicatesQuery(id: string) {
  return queryOptions({
    queryKey: ['duplicates', id], queryFn: ({ signal }) => api.call(findDuplicates, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || data.readSoFar === null ? false : ASK_AGAIN_MS),
  })
}

/** The units a case can be given to. */
export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: ({ signal }) => api.call(listUnits, { query: {}, signal }), staleTime: LONG })

/** Who has how much in hand, as far as one sees. */
export const handlersQuery = queryOptions({ queryKey: ['handlers'], queryFn: ({ signal }) => api.call(listHandlers, { signal }), staleTime: 60_000 })

/** The whole catalogue of classes. */
export const classesQuery = queryOptions({ queryKey: ['classes'], queryFn: ({ signal }) => api.call(listClasses, { signal }), staleTime: LONG })

/** The areas below one, or the streets. */
export function areasQuery(parent: string | undefined) {
  return queryOptions({
    queryKey: ['areas', parent ?? null],
    queryFn: ({ signal }) => api.call(listAreas, { query: { ...(parent ? { parent } : { level: 'street' as const }), limit: 1000 }, signal }),
    staleTime: LONG,
  })
}

/** How this person has set up their desk. */
export const deskSettingQuery = queryOptions({ queryKey: ['desk-setting'], queryFn: ({ signal }) => api.call(showDeskSetting, { signal }), staleTime: LONG })
