/** When offices have closed and people are at home, `HH:mm`. */
export const EVENING = '18:00'
const MORNING = '06:00'

/** Whether a time of the day, `HH:mm`, is evening work: from six in the evening to six in the morning. The one rule for visits, rounds and the burden meter. */
export function isEvening(time: string): boolean {
  return time >= EVENING || time < MORNING
}
