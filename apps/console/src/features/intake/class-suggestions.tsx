import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { suggestClass } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useAltFigures } from '../../app/keys.ts'

const TYPING_MS = 400
const ENOUGH = 4
const SHOWN = 4
/** Characters sent for reading: people say first what it is about, and an address line has its bounds. */
const READ = 1500
/** Below this even the likeliest class is a guess. */
const UNSURE = 0.5

/** A value once it has stood still. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** Classes that fit the words so far, the likeliest first. */
export function useSuggestions(text: string) {
  const asked = useSettled(text.trim(), TYPING_MS)
  const found = useQuery({
    queryKey: ['suggestions', asked],
    queryFn: ({ signal }) => api.call(suggestClass, { query: { text: asked.slice(0, READ) }, signal }),
    enabled: asked.length >= ENOUGH,
    placeholderData: keepPreviousData,
  })
  return asked.length >= ENOUGH ? (found.data?.suggestions ?? []).slice(0, SHOWN) : []
}

interface ClassSuggestionsProps {
  readonly suggestions: ReturnType<typeof useSuggestions>
  readonly isChosen: boolean
  readonly onPick: (code: string) => void
}

/** Each class with the words that speak for it; Alt and its figure take it, without leaving the text. */
export function ClassSuggestions({ suggestions, isChosen, onPick }: ClassSuggestionsProps) {
  useAltFigures((index) => {
    const suggestion = suggestions[index]
    if (suggestion) onPick(suggestion.code)
    return suggestion !== undefined
  })
  const [first] = suggestions
  if (!first) return null
  return (
    <div className="suggestion" aria-live="polite">
      <p>{isChosen ? '系统看起来是：' : '不选就由系统按最像的登记：'}{suggestions.map(({ code, name, fullName, confidence, words }, i) => (
        <Button key={code} size="small" title={`${fullName}${words.length > 0 ? `（依据：${words.join('、')}）` : ''}`} aria-keyshortcuts={`Alt+${i + 1}`} onClick={() => onPick(code)}>
          <kbd aria-hidden="true">Alt {i + 1}</kbd> {name} {Math.round(confidence * 100)}%
        </Button>
      ))}</p>
      {first.confidence < UNSURE ? <p><strong>◆ 没有把握，请看清再选</strong></p> : null}
      {first.words.length > 0 ? <p className="soft">依据的词：{first.words.join('、')}</p> : null}
    </div>
  )
}
