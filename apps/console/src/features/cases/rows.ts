import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Up to here every line is simply there: the browser's own search finds it. */
const ALL_UP_TO = 200
/** Lines kept ready above and below what is in sight. */
const SPARE = 12

interface Scrolled {
  readonly top: number
  readonly height: number
}

interface Window {
  /** First and one past the last line to draw. */
  readonly from: number
  readonly to: number
  /** Brings a line into sight. */
  readonly reveal: (index: number) => void
}

/** Which lines of a long list to draw, by where its box is scrolled to. */
export function useRows(box: RefObject<HTMLElement | null>, count: number, height: number): Window {
  const [{ top, height: sight }, setScrolled] = useState<Scrolled>({ top: 0, height: 800 })
  const isWhole = count <= ALL_UP_TO

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = () => setScrolled((last) => {
      const next = { top: Math.floor(element.scrollTop / height) * height, height: element.clientHeight }
      return last.top === next.top && last.height === next.height ? last : next
    })
    read()
    element.addEventListener('scroll', read, { passive: true })
    const sizes = new ResizeObserver(read)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', read)
      sizes.disconnect()
    }
  }, [box, height])

  const reveal = useCallback((index: number) => {
    const element = box.current
    if (!element) return
    const [start, end] = [index * height, (index + 1) * height]
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight
  }, [box, height])

  const first = Math.floor(top / height)
  return isWhole
    ? { from: 0, to: count, reveal }
    : { from: Math.max(0, first - SPARE), to: Math.min(count, first + Math.ceil(sight / height) + SPARE), reveal }
}

/** Asks for more when the last lines come near. */
export function useMore({ to, count, hasMore, isBusy, onMore }: { readonly to: number; readonly count: number; readonly hasMore: boolean; readonly isBusy: boolean; readonly onMore: () => void }, box: RefObject<HTMLElement | null>): void {
  const isWhole = count <= ALL_UP_TO
  useEffect(() => {
    if (!hasMore || isBusy) return
    const element = box.current
    const isNear = () => (isWhole && element ? element.scrollHeight - element.scrollTop - element.clientHeight < 1_200 : to > count - 60)
    if (isNear()) return onMore()
    if (!isWhole || !element) return
    const scrolled = () => { if (isNear()) onMore() }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => element.removeEventListener('scroll', scrolled)
  })
}
