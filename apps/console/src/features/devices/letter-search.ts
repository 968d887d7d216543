import { LETTER_REASONS } from '@yihu/contracts'
import type { LetterReason } from '@yihu/contracts'

/** What the address of the page of unread messages may say. */
export interface LetterSearch {
  readonly state?: 'replayed'
  readonly reason?: LetterReason
  readonly sender?: string
}

/** Reads an address; what makes no sense is left out. */
export function readLetterSearch({ state, reason, sender }: Readonly<Record<string, unknown>>): LetterSearch {
  return {
    ...(state === 'replayed' ? { state } : {}),
    ...(isReason(reason) ? { reason } : {}),
    ...(typeof sender === 'string' && sender.trim() !== '' ? { sender: sender.slice(0, 100) } : {}),
  }
}

function isReason(reason: unknown): reason is LetterReason {
  return typeof reason === 'string' && Object.hasOwn(LETTER_REASONS, reason)
}
