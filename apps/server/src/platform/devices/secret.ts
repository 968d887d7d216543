import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret of 256 random bits: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of it; with 256 random bits a plain hash cannot be turned round. */
export function hashSecret(secret: string): Buffer {
  return hash('sm3', secret, 'buffer')
}

/** Whether a secret is the one that was hashed. */
export function fits(secret: string | Uint8Array, stored: Buffer | null): boolean {
  return stored !== null && timingSafeEqual(hash('sm3', secret, 'buffer'), stored)
}
