const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A title out of the first sentence, when nobody gave one. */
export function titleOf(text: string): string {
  const first = text.split(/[。！？!?\n；;]/u).find((sentence) => sentence.trim().length > 3) ?? text
  const plain = first.replaceAll(/\s+/gu, ' ').trim()
  return plain.length > 30 ? `${plain.slice(0, 29)}…` : plain
}

/** Eight easily read characters out of a keyed hash: no code is stored, so none can leak. */
export function readableCode(mac: Buffer): string {
  let code = ''
  for (let index = 0; index < 8; index += 1) code += ALPHABET[(mac[index] ?? 0) % ALPHABET.length]
  return code
}

/** People type codes with spaces, dashes and small letters. */
export function normaliseCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/gu, '')
}

/** 张*：the family name only. */
export function maskName(name: string): string {
  return name.length <= 1 ? '*' : `${name.slice(0, 1)}${'*'.repeat(Math.min(name.length - 1, 2))}`
}

/** 138****1234. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/[^\d+]/gu, '')
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

const PHONE_IN_TEXT = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu
const IDENTITY_IN_TEXT = /(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)/gu
const LANDLINE_IN_TEXT = /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/gu
/** Buildings stay, for that is where a matter lies; who lives behind which door does not. */
const DOOR_IN_TEXT = /\d{2,5}(?=\s*(?:室|户|号房))/gu

/** A text people wrote, with the telephone, identity and door numbers in it covered. */
export function maskText(text: string): string {
  return text
    .replaceAll(IDENTITY_IN_TEXT, (id) => `${id.slice(0, 4)}**********${id.slice(-2)}`)
    .replaceAll(PHONE_IN_TEXT, (phone) => maskPhone(phone))
    .replaceAll(LANDLINE_IN_TEXT, (phone) => `${phone.slice(0, 4)}-****${phone.slice(-2)}`)
    .replaceAll(DOOR_IN_TEXT, '***')
}
