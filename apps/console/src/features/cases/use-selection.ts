import { useCallback, useState } from 'react'

/** The lines chosen for a batch. */
export function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => setSelected((last) => {
    const next = new Set(last)
    if (!next.delete(id)) next.add(id)
    return next
  }), [])
  const keep = useCallback((ids: readonly string[]) => setSelected(new Set(ids)), [])
  return { selected, toggle, keep }
}
