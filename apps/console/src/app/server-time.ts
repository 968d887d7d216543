import { useSyncExternalStore } from 'react'

/** A clock that is off by less than this makes no visible difference. */
const BEARABLE_MS = 120_000

let skew = 0
const listeners = new Set<() => void>()

/** Learns from an answer's own time how far the computer's clock is off. */
function noteServerTime(iso: string): void {
  const next = Date.parse(iso) - Date.now()
  if (Number.isNaN(next) || Math.abs(next - skew) < 1000) return
  skew = next
  for (const listener of listeners) listener()
}

/** An answer that says its time, handed on: this computer's clock learns from it. */
export function timed<T extends { readonly asOf: string }>(answer: T): T {
  noteServerTime(answer.asOf)
  return answer
}

/** Now, by the server's clock: what is told from now on must agree with the deadlines, not with this computer. */
export function serverNow(): Date {
  return new Date(Date.now() + skew)
}

/** By how many minutes this computer's clock is behind (positive) or ahead; 0 when it is near enough. */
export function useClockFault(): number {
  const behind = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => { listeners.delete(changed) }
    },
    () => skew,
  )
  return Math.abs(behind) < BEARABLE_MS ? 0 : Math.round(behind / 60_000)
}
