import type { Palette } from './tokens.ts'

/** State has colour and shape and word, never colour alone (look.md). */
export const MARKS = {
  normal: { shape: '●', word: '正常', tone: 'green' },
  soon: { shape: '◆', word: '临期', tone: 'amber' },
  overdue: { shape: '▲', word: '超期', tone: 'red' },
  suspended: { shape: '‖', word: '挂账', tone: 'grey' },
  drill: { shape: '▨', word: '演练', tone: 'violet' },
  ended: { shape: '○', word: '已结束', tone: 'grey' },
  sought: { shape: '◎', word: '要找的地方', tone: 'accent' },
} as const satisfies Record<string, { shape: string; word: string; tone: keyof Palette }>

export type Mark = keyof typeof MARKS

interface Marked {
  readonly state: string
  readonly card: 'green' | 'yellow' | 'red' | null
}

/** The mark of a case: a stopped clock before its card, no card means no clock. */
export function markOf({ state, card }: Marked): Mark {
  if (state === 'suspended') return 'suspended'
  if (card === 'red') return 'overdue'
  if (card === 'yellow') return 'soon'
  return card === 'green' ? 'normal' : 'ended'
}
