import { useEffect, useRef, useState } from 'react'
import { useKeys } from '../../app/keys.ts'

interface Cursor {
  readonly ids: readonly string[]
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
  readonly onAll: () => void
  readonly onSearch: () => void
}

/**
 * The line that the keyboard stands on: j and k move it, Enter opens, x selects. When its case leaves the list, the
 * keyboard stays at that place: the next case has come up to it.
 */
export function useCursor({ ids, openId, onOpen, onSelect, onAll, onSearch }: Cursor): string | undefined {
  const [at, setAt] = useState<string>()
  const place = useRef(-1)
  const start = at ?? openId
  const index = start === undefined ? -1 : ids.indexOf(start)
  const here = index >= 0 ? start : undefined
  useEffect(() => {
    if (index >= 0) place.current = index
  })
  useEffect(() => {
    // The focus goes along, so that Enter means the line one sees marked.
    if (at) document.querySelector<HTMLElement>(`.items [data-id="${CSS.escape(at)}"] .item-body`)?.focus({ preventScroll: true })
  }, [at])
  const to = (next: number) => setAt(ids[Math.min(Math.max(next, 0), ids.length - 1)])
  const down = () => to(index >= 0 ? index + 1 : Math.max(place.current, 0))
  const up = () => to((index >= 0 ? index : Math.max(place.current, 0)) - 1)
  useKeys({
    j: down, k: up, ArrowDown: down, ArrowUp: up,
    Home: () => to(0), End: () => to(ids.length - 1),
    Enter: () => here && onOpen(here),
    x: () => here && onSelect(here),
    'Shift+X': onAll,
    'Shift+J': () => { if (here) onSelect(here); down() },
    '/': onSearch,
  })
  return here
}
