import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { OFFLINE_READ, toProblem } from './model/problem.ts'

export interface Fetched<T> {
  readonly data: T | undefined
  /** Plain words when it could not be fetched; what was shown before stays. */
  readonly problem: string | undefined
  readonly isLoading: boolean
  readonly refresh: () => Promise<void>
}

/** What the server says, fetched at once and whenever the page comes into view again; of several questions only the latest is answered. */
export function useFetched<T>(ask: () => Promise<T>): Fetched<T> {
  const [state, setState] = useState<Omit<Fetched<T>, 'refresh'>>({ data: undefined, problem: undefined, isLoading: true })
  const latest = useRef(0)
  const isAnswered = useRef(false)
  const asking = useRef(ask)
  asking.current = ask

  const refresh = useCallback(async () => {
    latest.current += 1
    const mine = latest.current
    setState((before) => ({ ...before, isLoading: true }))
    const answer = await asking.current().catch(toProblem)
    if (mine !== latest.current) return
    isAnswered.current = true
    if (answer instanceof Error) setState((before) => ({ ...before, problem: answer.kind === 'offline' ? OFFLINE_READ : answer.message, isLoading: false }))
    else setState({ data: answer, problem: undefined, isLoading: false })
  }, [])

  // A part that appears later is not told that its page is shown.
  useEffect(() => void refresh(), [refresh])
  useDidShow(() => {
    if (isAnswered.current) void refresh()
  })
  return { ...state, refresh }
}
