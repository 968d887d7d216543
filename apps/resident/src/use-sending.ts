import { useState } from 'react'
import { toProblem } from './model/problem.ts'

const OFFLINE = '没有网络，还没有交上。您写的还在，有网后再点一次。'

export interface Sending {
  readonly isSending: boolean
  readonly problem: string | undefined
  readonly said: string
  /** Sends; what is answered becomes the words shown. */
  readonly send: <T>(ask: () => Promise<T>, words: (answer: T) => string) => Promise<boolean>
}

/** One thing somebody says to the street: under way, refused with the reason, or said. */
export function useSending(): Sending {
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [said, setSaid] = useState('')
  const send: Sending['send'] = async (ask, words) => {
    setSending(true)
    setProblem(undefined)
    const answer = await ask().catch(toProblem)
    setSending(false)
    if (answer instanceof Error) {
      setProblem(answer.kind === 'offline' ? OFFLINE : answer.message)
      return false
    }
    setSaid(words(answer))
    return true
  }
  return { isSending, problem, said, send }
}
