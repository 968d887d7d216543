import type { Limit } from '../time/deadline-types.ts'

/**
 * Clocks of the coordination desks. No rule above the street sets them; they are our own and shorter than any limit of
 * a case: an urging is answered the same working day, a district unit says within two working days whether it takes a call.
 */
export const COORDINATION_LIMITS = {
  answerUrge: { amount: 4, unit: 'working-hour' },
  answerCall: { amount: 2, unit: 'working-day' },
} as const satisfies Record<string, Limit>
