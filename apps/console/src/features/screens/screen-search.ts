import { SCREENS } from '@yihu/contracts'
import type { Screen } from '@yihu/contracts'

/** What the address of a screen may say besides its name. */
export interface ScreenSearch {
  /** A community's own edition. */
  readonly area?: string
  /** Nobody stands before it: the six take turns. */
  readonly kiosk?: true
}

/** Reads an address; what makes no sense is left out. */
export function readScreenSearch({ area, kiosk }: Readonly<Record<string, unknown>>): ScreenSearch {
  return {
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(kiosk === true || kiosk === 1 || kiosk === '1' ? { kiosk: true } : {}),
  }
}

/** Whether a word of an address names a screen. */
export function isScreen(word: string): word is Screen {
  return Object.hasOwn(SCREENS, word)
}

const names = Object.keys(SCREENS) as Screen[] // keys of a literal table

/** Whose turn is next. */
export function screenAfter(screen: Screen): Screen {
  return names[(names.indexOf(screen) + 1) % names.length] ?? screen
}
