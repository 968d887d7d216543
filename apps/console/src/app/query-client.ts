import { ApiError } from '@yihu/client'
import { QueryCache, QueryClient } from '@tanstack/react-query'

const RETRIES = 2

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.status >= 502)
}

let onLoginNeeded = () => {}

/** Tells the app that a query was refused because the session is over. */
export function whenLoginNeeded(then: () => void): void {
  onLoginNeeded = then
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'login-needed') onLoginNeeded()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => isPassing(error) && count < RETRIES,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
