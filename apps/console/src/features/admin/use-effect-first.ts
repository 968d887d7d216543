import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { DueEffect } from '@yihu/contracts'

interface Steps<V> {
  readonly foresee: (values: V) => Promise<DueEffect>
  readonly save: (values: V) => Promise<{ readonly openCases: number }>
  readonly onSaved: (openCases: number) => void
}

/**
 * First look, then save: the first press shows the effect, the second saves just what was looked at. Whatever is typed
 * in between asks for another look.
 */
export function useEffectFirst<V>({ foresee, save, onSaved }: Steps<V>) {
  const [seen, setSeen] = useState<{ readonly text: string; readonly effect: DueEffect } | null>(null)
  const look = useMutation({ mutationFn: foresee, onSuccess: (effect, values) => setSeen({ text: JSON.stringify(values), effect }) })
  const write = useMutation({ mutationFn: save, onSuccess: ({ openCases }) => onSaved(openCases) })
  return {
    effect: seen?.effect ?? null,
    error: write.error ?? look.error,
    isBusy: look.isPending || write.isPending,
    submit: (values: V) => (seen?.text === JSON.stringify(values) ? write.mutate(values) : look.mutate(values)),
    forget: () => { setSeen(null); look.reset(); write.reset() },
  }
}
