/** 张*：the family name only. */
export function maskName(name: string): string {
  return name.length <= 1 ? '*' : `${name.slice(0, 1)}${'*'.repeat(Math.min(name.length - 1, 2))}`
}

/** 138****1234. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/[^\d+]/gu, '')
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

/** The first three and the last four characters of an identity number; nothing of a short one. */
export function maskNumber(number: string): string {
  return number.length < 12 ? '****' : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`
}

/** 鲁C1***5: region, the first character after it and the last one. */
export function maskPlate(plate: string): string {
  return plate.length < 5 ? '****' : `${plate.slice(0, 3)}${'*'.repeat(plate.length - 4)}${plate.slice(-1)}`
}

/** Digits alone, without the country: 「+86 139-…」 and 「139…」 are one telephone. */
export function phoneDigits(phone: string): string {
  return phone.replaceAll(/\D/gu, '').replace(/^(?:00)?86(?=1\d{10}$)/u, '')
}
