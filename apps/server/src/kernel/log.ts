import { pino } from 'pino'
import type { DestinationStream, Logger, LoggerOptions } from 'pino'

/** The house's logger: `log.info({ caseId }, 'case closed')`. */
export type Log = Logger

/** Settings of `createLog`. */
export interface LogOptions {
  readonly level?: LoggerOptions['level']
  /** Where the lines go; default standard output. */
  readonly to?: DestinationStream
}

/** A logger that masks personal data and secrets in every line, whoever wrote it. */
export function createLog(options: LogOptions = {}): Log {
  const to = options.to ?? pino.destination({ dest: 1, sync: false })
  return pino({ level: options.level ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, {
    write: (line: string) => { to.write(maskLine(line)) },
  })
}

/** A logger that says nothing. */
export const silentLog: Log = pino({ level: 'silent' })

const SECRET_KEYS =
  'password|passwd|secret|deviceSecret|token|accessToken|refreshToken|sessionId|authorization|cookie|set-cookie|apiKey|api_key|queryCode|masterKey'
const PERSON_KEYS = 'phone|mobile|tel|contact|idNumber|idCard|realName|personName|reporterName|contactName|openid|unionid'
const KEYED = new RegExp(String.raw`("(?:${SECRET_KEYS}|${PERSON_KEYS})"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|-?\d+(?:\.\d+)?)`, 'gi')
const IN_QUERY = new RegExp(String.raw`([?&](?:${SECRET_KEYS}|phone|code|key)=)[^&"\s\\]+`, 'gi')
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*:)[^\s@/"]+@/gi
const RESIDENT_ID = /(?<!\d)(\d{6})\d{8}(\d{2})\d?[\dXx](?![\dA-Za-z])/g
const MOBILE = /(?<!\d)((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)/g
const LANDLINE = /(?<!\d)(0\d{2,3})-\d{7,8}(?!\d)/g

/**
 * Mask one log line (JSON text): values of secret and personal keys whole; mobile and landline numbers, 18-digit
 * resident ids, bearer tokens and passwords in URLs wherever they stand.
 */
export function maskLine(line: string): string {
  return line
    .replace(KEYED, '$1"***"')
    .replace(IN_QUERY, '$1***')
    .replace(BEARER, '$1 ***')
    .replace(URL_PASSWORD, '$1***@')
    .replace(RESIDENT_ID, '$1**********$2')
    .replace(MOBILE, '$1****$2')
    .replace(LANDLINE, '$1-*******')
}
