import { useEffect, useState } from 'react'
import { serverNow } from '../../app/server-time.ts'

const TICK_MS = 5000

/** The server's time, told again every few seconds. */
export function useTick(): number {
  const [now, setNow] = useState(() => serverNow().getTime())
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow().getTime()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
