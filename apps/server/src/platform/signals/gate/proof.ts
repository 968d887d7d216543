import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../../../kernel/crypto.ts'

/** 2¹⁵ tries on average: a tenth of a second on a telephone, a core for minutes for ten thousand reports. */
const BITS = 15
const VALID_MS = 10 * 60_000

/** What a device works on: a number such that SHA-256 of `challenge:number` begins with so many zero bits. */
export interface Puzzle {
  readonly challenge: string
  readonly bits: number
}

/** A puzzle for one report, named by its client id; nothing is stored, so it holds on every server. */
export function puzzleFor(vault: Vault, { subject, at }: { readonly subject: string; readonly at: number }): Puzzle {
  const head = `${at + VALID_MS}.${randomBytes(8).toString('base64url')}`
  return { challenge: `${head}.${macOf(vault, head, subject)}`, bits: BITS }
}

/** Whether a proof solves a puzzle of ours for this report that is still good. */
export function isProof(vault: Vault, proof: { readonly challenge: string; readonly answer: number }, { subject, at }: { readonly subject: string; readonly at: number }): boolean {
  const [until = '', nonce = '', mac = ''] = proof.challenge.split('.')
  const right = Buffer.from(macOf(vault, `${until}.${nonce}`, subject))
  const given = Buffer.from(mac)
  if (given.length !== right.length || !timingSafeEqual(given, right) || !(Number(until) > at)) return false
  return hash('sha256', `${proof.challenge}:${proof.answer}`, 'buffer').readUInt32BE() >>> (32 - BITS) === 0
}

function macOf(vault: Vault, head: string, subject: string): string {
  return vault.index('report-puzzle', `${head}.${subject}`).toString('base64url')
}
