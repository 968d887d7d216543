import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'

type Listener = (ids: readonly string[]) => void

const listeners = new Set<Listener>()

/**
 * Cases changed, by us or by somebody else. Open lists ask what became of just these (a list of 10,000 is not fetched
 * again for one line); lists that are not open are fetched when they are opened; counters and neighbours at once.
 */
export function renewCases(queries: QueryClient, ids: readonly string[]): void {
  void queries.invalidateQueries({ queryKey: ['cases'], refetchType: 'none' })
  for (const key of ['counts', 'nearby', 'duplicates']) void queries.invalidateQueries({ queryKey: [key] })
  for (const listener of listeners) listener(ids)
}

/** Hears of changed cases while the component is there. */
export function useChangedCases(listener: Listener): void {
  const hear = useEffectEvent(listener)
  useEffect(() => {
    const own: Listener = (ids) => hear(ids)
    listeners.add(own)
    return () => { listeners.delete(own) }
  }, [])
}
