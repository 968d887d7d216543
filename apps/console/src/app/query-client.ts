import { ApiError } from '@yihu/client'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

const RETRIES = 2

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.status >= 502)
}

let onLoginNeeded = () => {}

/** Tells the app that a query was refused because the session is over. */
export function whenLoginNeeded(then: () => void): void {
  onLoginNeeded = then
}

/** A session that is over leads to the login; a right that is gone shows in the pages and moves that are offered. */
function onRefused(error: unknown, isAsking: 'query' | 'mutation'): void {
  if (!(error instanceof ApiError)) return
  // What somebody is just writing stays before their eyes: only reading leads away by itself.
  if (error.code === 'login-needed' && isAsking === 'query') onLoginNeeded()
  if (error.code === 'permission-missing') void queryClient.invalidateQueries({ queryKey: ['me'] })
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => onRefused(error, 'query') }),
  mutationCache: new MutationCache({ onError: (error) => onRefused(error, 'mutation') }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => isPassing(error) && count < RETRIES,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
