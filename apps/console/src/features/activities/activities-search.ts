import { STORY_STATES } from '@yihu/contracts'
import type { StoryState } from '@yihu/contracts'

/** What the address of the page may say. */
export interface ActivitiesSearch {
  /** Only what begins in this month, «2026-11». */
  readonly month?: string
  readonly area?: string
  readonly state?: StoryState
}

const isState = (word: unknown): word is StoryState => typeof word === 'string' && Object.hasOwn(STORY_STATES, word)

/** Reads an address; what makes no sense is left out. */
export function readActivitiesSearch({ month, area, state }: Readonly<Record<string, unknown>>): ActivitiesSearch {
  return {
    ...(typeof month === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month) ? { month } : {}),
    ...(typeof area === 'string' && /^[\w.]{1,200}$/u.test(area) ? { area } : {}),
    ...(isState(state) ? { state } : {}),
  }
}
