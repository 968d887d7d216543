import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { fetchProgress, type Progress } from './api.ts'
import { OFFLINE_READ, toProblem } from './model/problem.ts'
import { updateReceipt } from './receipts.ts'

export interface ProgressView {
  readonly progress: Progress | undefined
  /** Plain words when the newest state could not be fetched; what was shown before stays. */
  readonly problem: string | undefined
  readonly isLoading: boolean
  readonly refresh: () => Promise<void>
}

/** The live state of one appeal, fetched whenever the page comes into view. */
export function useProgress(number: string, queryCode: string | undefined): ProgressView {
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<string>()
  const [isLoading, setLoading] = useState(queryCode !== undefined)
  const latest = useRef(0)

  const refresh = useCallback(async () => {
    if (queryCode === undefined) return
    latest.current += 1
    const mine = latest.current
    setLoading(true)
    const answer = await fetchProgress(number, queryCode).catch(toProblem)
    if (mine !== latest.current) return
    setLoading(false)
    if (answer instanceof Error) {
      setProblem(answer.kind === 'offline' ? OFFLINE_READ : answer.message)
      return
    }
    setProblem(undefined)
    setProgress(answer)
    updateReceipt(number, { stateText: answer.stateText })
  }, [number, queryCode])

  useDidShow(() => {
    void refresh()
  })
  return { progress, problem, isLoading, refresh }
}
