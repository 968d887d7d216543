import { residentIdCheck, socialCreditCheck } from '@yihu/domain'

/** Gives each resident a number of a region that does not exist (999999 and, for further streets, below it), never the same one twice. */
export function openIdBook(region: string): (birth: string, sex: '1' | '2') => string {
  const taken = new Map<string, number>()
  return (birth, sex) => {
    const day = birth.replaceAll('-', '')
    const count = taken.get(day + sex) ?? 0
    taken.set(day + sex, count + 1)
    // Odd serials are men's, even ones women's.
    const serial = count * 2 + (sex === '1' ? 1 : 2)
    if (serial > 999) throw new RangeError(`too many births on ${birth}`)
    const body = `${region}${day}${String(serial).padStart(3, '0')}`
    return body + residentIdCheck(body)
  }
}

/** Unified social credit codes of a registration office that does not exist (999999); `office` is the kind of registration. */
export function openCreditBook(region: string): (office: '91' | '92' | '52' | '12') => string {
  let count = 0
  return (office) => {
    count += 1
    const body = `${office}${region}MA${String(count).padStart(7, '0')}`
    return body + socialCreditCheck(body)
  }
}
