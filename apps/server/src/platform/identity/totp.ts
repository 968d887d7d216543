import { Secret, TOTP } from 'otpauth'
import type { Context } from '../../kernel/context.ts'

/** RFC 6238 as every authenticator app takes it: SHA-1, six digits, 30 seconds. */
const SHAPE = { issuer: '一呼', algorithm: 'SHA1', digits: 6, period: 30 }

/** A new secret: as text to type, as the URI of a QR code, and sealed for the database. */
export function newTotp({ vault }: Context, username: string): { secret: string; uri: string; cipher: Buffer } {
  const secret = new Secret({ size: 20 })
  const uri = new TOTP({ ...SHAPE, label: username, secret }).toString()
  return { secret: secret.base32, uri, cipher: vault.seal('account.totp', secret.base32) }
}

/** The time step a code belongs to, one step of drift allowed; null when it fits none. Taking a step once is the caller's part. */
export function matchTotp({ vault, clock }: Context, { cipher, code }: { cipher: Buffer; code: string }): number | null {
  const timestamp = clock.now()
  const delta = TOTP.validate({ ...SHAPE, token: code, secret: Secret.fromBase32(vault.open('account.totp', cipher)), timestamp, window: 1 })
  return delta === null ? null : TOTP.counter({ period: SHAPE.period, timestamp }) + delta
}
