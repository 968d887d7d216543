/** 「+86 139-…」 and 「139…」 are one telephone. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/gu, '').replace(/^(?:00)?86(?=1\d{10}$)/u, '')
}
