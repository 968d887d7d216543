const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const ID_CHECKS = '10X98765432'

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/**
 * Whether a text is a resident identity number (GB 11643-1999): 18 characters, an existing birth date that is not
 * after `today` (`YYYY-MM-DD`), the right check character. Whether the region exists is not asked.
 */
export function isResidentId(text: string, today: string): boolean {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text) ?? []
  const birth = `${year}-${month}-${day}`
  if (year === undefined || !isExistingDate(birth) || birth > today) return false
  return residentIdCheck(text.slice(0, 17)) === text.charAt(17)
}

/** Check character of the first 17 digits of a resident identity number (GB 11643-1999). */
export function residentIdCheck(body: string): string {
  return ID_CHECKS.charAt(ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(body.charAt(i)), 0) % 11)
}

/** Whether there is such a day; `YYYY-MM-DD`. */
export function isExistingDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).getUTCDate() === Number(date.slice(8))
}

/** Whether a text is a unified social credit code (GB 32100-2015): 18 characters with the right check character. */
export function isSocialCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text)) return false
  return socialCreditCheck(text.slice(0, 17)) === text.charAt(17)
}

/** Check character of the first 17 characters of a unified social credit code (GB 32100-2015). */
export function socialCreditCheck(body: string): string {
  const sum = CREDIT_WEIGHTS.reduce((total, weight, i) => total + weight * CREDIT_ALPHABET.indexOf(body.charAt(i)), 0)
  return CREDIT_ALPHABET.charAt((31 - (sum % 31)) % 31)
}
