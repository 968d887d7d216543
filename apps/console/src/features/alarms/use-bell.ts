import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react'
import { ringingQuery } from './alarm-queries.ts'
import { ring } from './bell.ts'
import { newSerious } from './new-serious.ts'

const KEY = 'yihu:bell'
const listeners = new Set<() => void>()

function isOn(): boolean {
  return localStorage.getItem(KEY) !== 'off'
}

/** Whether new serious alarms are heard on this computer, and the switch; it is remembered here. */
export function useBellSwitch(): readonly [isOn: boolean, turn: () => void] {
  const on = useSyncExternalStore((changed) => {
    listeners.add(changed)
    return () => { listeners.delete(changed) }
  }, isOn)
  const turn = () => {
    localStorage.setItem(KEY, on ? 'off' : 'on')
    for (const listener of listeners) listener()
    // What it will sound like; the press is also what allows it to sound.
    if (!on) ring()
  }
  return [on, turn]
}

/** Rings when an alarm of importance has come that was not there before. */
export function useBell(): void {
  useNewSerious(() => { if (isOn()) ring() })
}

/** Tells of serious alarms that have come since the page opened, in the moment they are known. */
export function useNewSerious(onNew: (ids: readonly string[]) => void): void {
  const ringing = useQuery(ringingQuery)
  const known = useRef<ReadonlyMap<string, string> | null>(null)
  const tell = useEffectEvent(onNew)
  useEffect(() => {
    if (!ringing.data) return
    const { alarms, next } = ringing.data
    const now = newSerious(known.current, alarms, { isWhole: next === null })
    known.current = now.known
    if (now.fresh.length > 0) tell(now.fresh)
  }, [ringing.data])
}
