import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '../../kernel/crypto.ts'

/** No I, L, O, 0, 1: a code is also read aloud and typed. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const BASE = ALPHABET.length
/** 31¹⁰ is a little less than 2⁵⁰: guessing one takes 10¹⁵ requests at a door that allows 60 a minute. */
const MAC_LENGTH = 10
/** The largest id the table gives. */
const LARGEST = 2 ** 31 - 1

/** What a printed code says: which one, and which issue of it. */
export interface Token {
  readonly id: number
  readonly version: number
}

/**
 * The text of a code: `id-version-MAC`, at most 26 characters of A–Z, 2–9 and `-`, so that it stands in an address as
 * it is. The MAC is HMAC-SM3 over id and version under a key of its own from the key file; nobody without the file makes one.
 */
export function tokenOf(vault: Vault, { id, version }: Token): string {
  return `${digits(id)}-${digits(version)}-${macOf(vault, { id, version })}`
}

/** What a text says, whoever typed it and in whatever case; null when this house did not sign it. */
export function readToken(vault: Vault, text: string): Token | null {
  const [, idText = '', versionText = '', mac = ''] = /^([2-9A-Z]{1,7})-([2-9A-Z]{1,7})-([2-9A-Z]{10})$/u.exec(text.trim().toUpperCase()) ?? []
  const [id, version] = [numberOf(idText), numberOf(versionText)]
  if (id === null || version === null) return null
  return timingSafeEqual(Buffer.from(macOf(vault, { id, version })), Buffer.from(mac)) ? { id, version } : null
}

function macOf(vault: Vault, { id, version }: Token): string {
  const mac = vault.index('place-code', `${id}.${version}`)
  return Array.from(mac.subarray(0, MAC_LENGTH), (byte) => ALPHABET[byte % BASE]).join('')
}

/** A whole number from 1, in letters and figures; one way only to write each. */
function digits(value: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / BASE)) text = (ALPHABET[rest % BASE] ?? '') + text
  return text
}

function numberOf(text: string): number | null {
  let value = 0
  for (const letter of text) {
    const at = ALPHABET.indexOf(letter)
    if (at < 0) return null
    value = value * BASE + at
  }
  return value > 0 && value <= LARGEST && digits(value) === text ? value : null
}
