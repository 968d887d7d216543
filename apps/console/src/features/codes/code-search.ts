import { CODE_KINDS } from '@yihu/contracts'
import type { CodeKind } from '@yihu/contracts'

/** What the address of the page of codes may say. */
export interface CodeSearch {
  readonly area?: string
  readonly kind?: CodeKind
  readonly state?: 'revoked'
  readonly q?: string
}

/** Reads an address; what makes no sense is left out. */
export function readCodeSearch({ area, kind, state, q }: Readonly<Record<string, unknown>>): CodeSearch {
  return {
    ...(typeof area === 'string' && area !== '' ? { area: area.slice(0, 200) } : {}),
    ...(isKind(kind) ? { kind } : {}),
    ...(state === 'revoked' ? { state } : {}),
    ...(typeof q === 'string' && q.trim() !== '' ? { q: q.slice(0, 60) } : {}),
  }
}

function isKind(kind: unknown): kind is CodeKind {
  return typeof kind === 'string' && Object.hasOwn(CODE_KINDS, kind)
}
