import { hashKey, useQueryClient } from '@tanstack/react-query'
import type { QueryKey } from '@tanstack/react-query'
import { createContext, use, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { followEvents } from '@yihu/client'
import type { LiveState } from '@yihu/client'
import { liveEvents } from '@yihu/contracts'
import { api } from './api.ts'
import { renewCases } from './changed-cases.ts'
import { changedCase, staleKeys } from './live-keys.ts'

const LiveContext = createContext<LiveState>('connecting')
/** Many events at once (an import, a storm of readings) renew the page once. */
const GATHER_MS = 300

/** Whether events arrive. */
export function useLive(): LiveState {
  return use(LiveContext)
}

/** Follows the server's events while somebody is logged in and renews what they make old. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<LiveState>('connecting')
  const queries = useQueryClient()

  useEffect(() => {
    const waiting = new Map<string, QueryKey>()
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = () => {
      timer = undefined
      for (const key of waiting.values()) void queries.invalidateQueries({ queryKey: key })
      waiting.clear()
      if (changed.size > 0) renewCases(queries, [...changed])
      changed.clear()
    }
    let wasOpen = false
    const begin = () => followEvents({
      url: api.address(liveEvents),
      onEvent: (event) => {
        for (const key of staleKeys(event)) waiting.set(hashKey(key), key)
        const id = changedCase(event)
        if (id) changed.add(id)
        timer ??= setTimeout(renew, GATHER_MS)
      },
      onState: (next) => {
        setState(next)
        // What happened while the line was down is fetched, not guessed.
        if (next === 'open' && wasOpen) void queries.invalidateQueries()
        wasOpen ||= next === 'open'
      },
    })
    let following = begin()
    // The computer knows at once; the silent stream would tell only after a while.
    const lost = () => {
      following.stop()
      setState('closed')
    }
    const back = () => {
      following.stop()
      following = begin()
    }
    globalThis.addEventListener('offline', lost)
    globalThis.addEventListener('online', back)
    return () => {
      globalThis.removeEventListener('offline', lost)
      globalThis.removeEventListener('online', back)
      following.stop()
      clearTimeout(timer)
    }
  }, [queries])

  return <LiveContext value={state}>{children}</LiveContext>
}

/** ●实时 or ○断开, in the head. */
export function LiveDot() {
  const state = useLive()
  const isOpen = state === 'open'
  const word = isOpen ? '实时' : state === 'connecting' ? '连接中' : '断开'
  const hint = isOpen ? '同事的操作会自动出现在页面上' : '暂时收不到实时消息，正在自动重连；页面仍可使用，请手动刷新'
  return (
    <span className={`live ${isOpen ? 'live-open' : 'live-closed'}`} title={hint} role="status">
      <span aria-hidden="true">{isOpen ? '●' : '○'}</span>
      <span className="live-word">{word}</span>
    </span>
  )
}
