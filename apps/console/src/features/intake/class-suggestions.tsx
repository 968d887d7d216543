import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { suggestClass } from '@yihu/contracts'
import { api } from '../../app/api.ts'

const TYPING_MS = 400
const ENOUGH = 4

/** A value once it has stood still. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** Classes that fit the words so far, each with the words that speak for it. */
export function ClassSuggestions({ text, onPick }: { readonly text: string; readonly onPick: (code: string) => void }) {
  const asked = useSettled(text.trim(), TYPING_MS)
  const found = useQuery({
    queryKey: ['suggestions', asked],
    queryFn: ({ signal }) => api.call(suggestClass, { query: { text: asked }, signal }),
    enabled: asked.length >= ENOUGH,
    placeholderData: keepPreviousData,
  })
  const suggestions = asked.length >= ENOUGH ? (found.data?.suggestions ?? []).slice(0, 4) : []
  if (suggestions.length === 0) return null
  return (
    <div className="suggestion" aria-live="polite">
      <p>看起来是：{suggestions.map(({ code, name, fullName, confidence, words }) => (
        <Button key={code} size="small" title={`${fullName}${words.length > 0 ? `（依据：${words.join('、')}）` : ''}`} onClick={() => onPick(code)}>
          {name} {Math.round(confidence * 100)}%
        </Button>
      ))}</p>
      {suggestions[0] && suggestions[0].words.length > 0 ? <p className="soft">依据的词：{suggestions[0].words.join('、')}</p> : null}
    </div>
  )
}
