import { useEffect, useState } from 'react'

const TICK_MS = 20_000

/** Draws the component again as minutes pass, for what is told from now on. */
export function useMinute(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((last) => last + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [])
}
