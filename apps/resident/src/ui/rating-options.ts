import { SATISFACTION } from '../model/words.ts'

/** 解决了吗, 满意吗: two questions, because closed is not solved. */
export const SOLVED = [
  { value: 'yes', word: '解决了', shape: '✓' },
  { value: 'no', word: '没有解决', shape: '✕' },
] as const

export const STARS = SATISFACTION.map((word, index) => ({ value: index + 1, word, shape: '★'.repeat(index + 1) }))
