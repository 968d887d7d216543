import { useEffect, useEffectEvent } from 'react'

/** By name: `x`, `Shift+X`, `?`, `ArrowDown`. */
type Keys = Readonly<Record<string, () => void>>

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"], [role="dialog"], .maplibregl-map'

/** Runs an action on a single key, never while somebody types, in a menu or in a dialog. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    // Enter on a focused link or button is that element's own.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary')) return
    const action = keys[nameOf(event)]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (key.length > 1) return key
  return shiftKey && /[a-z]/iu.test(key) ? `Shift+${key.toUpperCase()}` : key.toLowerCase()
}

/** Alt and a figure take the first, second, … of what is offered, also while somebody types. */
export function useAltFigures(take: (index: number) => boolean): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const figure = event.altKey && !event.ctrlKey ? /^Digit([1-9])$/u.exec(event.code)?.[1] : undefined
    if (figure !== undefined && take(Number(figure) - 1)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
