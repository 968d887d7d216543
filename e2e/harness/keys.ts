import type { Page } from 'playwright-core'

/** A keyboard that counts: a key held down with another counts as two; typed words are counted apart. */
export interface Keys {
  press(...keys: readonly string[]): Promise<void>
  type(words: string): Promise<void>
  /** Keys pressed so far, words not included. */
  readonly pressed: number
  /** Characters typed so far. */
  readonly typed: number
}

/** The keyboard of a page; nothing in these stories touches a mouse. */
export function keysOf({ keyboard }: Page): Keys {
  let pressed = 0
  let typed = 0
  return {
    async press(...keys) {
      for (const key of keys) {
        pressed += key.split('+').length
        await keyboard.press(key)
      }
    },
    async type(words) {
      typed += words.length
      await keyboard.type(words)
    },
    get pressed() { return pressed },
    get typed() { return typed },
  }
}
