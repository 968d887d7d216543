import { readStore, writeStore } from './store.ts'

const KEY = 'device'
const LENGTH = 24
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A name this device gave itself, by which the server counts how much comes from it; it says nothing about anybody. */
export function deviceName(): string {
  const known = readStore(KEY)
  if (typeof known === 'string' && known.length === LENGTH) return known
  const name = Array.from({ length: LENGTH }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')
  writeStore(KEY, name)
  return name
}
