import { useRef } from 'react'
import { newId } from './platform/device'

/** The id of a submission: a retry of the same content keeps it, changed content gets another, so that no answer lost on the way makes two of one. */
export function useAttempt(): (content: unknown) => Promise<string> {
  const last = useRef<{ readonly content: string; readonly id: string }>()
  return async (content) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, id: await newId() }
    return last.current.id
  }
}
