import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { deviceChart, listDevices, listProducts, mapDevices, showDevice, showWeather } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { serverNow, timed } from '../../app/server-time.ts'
import { filtersOf } from './device-search.ts'
import type { DeviceSearch } from './device-search.ts'

const FIRST_PAGE = 50
const NEXT_PAGE = 200
const MINUTE = 60_000
/** Silence makes no event: short lists are asked again by themselves, long ones say of when they are. */
const SHORT = 2

/** Spans of the chart in hours. */
export const SPANS = { 1: '1 小时', 24: '24 小时', 168: '7 天', 720: '30 天' } as const
export type Span = keyof typeof SPANS

export function devicesQuery(search: DeviceSearch) {
  const filters = filtersOf(search)
  return infiniteQueryOptions({
    queryKey: ['devices', 'list', filters],
    queryFn: async ({ pageParam, signal }) => timed(await api.call(listDevices, { query: { ...filters, ...(pageParam ? { cursor: pageParam, limit: NEXT_PAGE } : { limit: FIRST_PAGE }) }, signal })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= SHORT ? MINUTE : false),
  })
}

/** All that match, for the map. */
export function devicesOnMapQuery(search: DeviceSearch) {
  const filters = filtersOf(search)
  return queryOptions({ queryKey: ['devices', 'map', filters], queryFn: ({ signal }) => api.call(mapDevices, { query: filters, signal }), placeholderData: keepPreviousData, refetchInterval: MINUTE, refetchOnWindowFocus: false })
}

/** One device with its latest values. */
export function deviceQuery(id: string) {
  return queryOptions({ queryKey: ['device', id], queryFn: ({ signal }) => api.call(showDevice, { params: { id }, signal }), refetchInterval: MINUTE })
}

/** The curve of one point over the hours up to `until` (now, when it is left out), with the span it was asked for. */
export function chartQuery(id: string, { point, hours, until }: { readonly point: string; readonly hours: number; readonly until?: string }) {
  return queryOptions({
    queryKey: ['device', id, 'chart', point, hours, until ?? null],
    queryFn: async ({ signal }) => {
      const to = until ? Date.parse(until) : serverNow().getTime()
      const from = to - hours * 60 * MINUTE
      const answer = await api.call(deviceChart, { params: { id }, query: { point, from: new Date(from).toISOString(), to: new Date(to).toISOString() }, signal })
      return { ...answer, from, to, samples: answer.rows.map((row) => ({ ...row, at: Date.parse(row.at) })) }
    },
    placeholderData: keepPreviousData,
    refetchInterval: until ? false : MINUTE,
  })
}

/** What the street's own weather station says. */
export const weatherQuery = queryOptions({ queryKey: ['devices', 'weather'], queryFn: ({ signal }) => api.call(showWeather, { signal }), refetchInterval: 5 * MINUTE })

export const productsQuery = queryOptions({ queryKey: ['products'], queryFn: ({ signal }) => api.call(listProducts, { signal }), staleTime: MINUTE })
