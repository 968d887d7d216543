import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { caseQuery } from './queries.ts'

/** How long the press of a line waits for its case before an empty page is shown for it. */
const PATIENCE_MS = 120

/** Asks for a case before the page it belongs on is drawn, so that one that comes at once is drawn in one go; then `show`. */
export function useOpenCase(show: (id: string) => void): (id: string) => void {
  const queries = useQueryClient()
  const wanted = useRef<string | null>(null)
  useEffect(() => () => { wanted.current = null }, [])
  return useCallback((id) => {
    wanted.current = id
    const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS) })
    void Promise.race([queries.prefetchQuery(caseQuery(id)), patience]).then(() => {
      if (wanted.current === id) show(id) // else another was pressed since, or the desk was left
    })
  }, [queries, show])
}
