import type { NewAppeal } from '../api.ts'

/** A photo kept on the device; `key` finds its bytes, `fileId` is set once the server has it. */
export interface DraftPhoto {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly fileId?: string
}

/** What somebody said aloud, kept like a photo. */
export interface DraftVoice extends DraftPhoto {
  /** Whole seconds it plays. */
  readonly seconds: number
}

/** Where a scanned code says it is. `name` is empty while the server could not be asked. */
export interface ScannedPlace {
  readonly code: string
  readonly name: string
  readonly areaName: string
  /** The phone is far from there: the code may have been read off a photograph. */
  readonly isFar?: boolean
  /** The person said that it is there all the same. */
  readonly isSure?: boolean
}

/** Degrees and the radius in metres that is vouched for. */
export interface Fix {
  readonly lon: number
  readonly lat: number
  readonly accuracy: number
  /** A finger on a map said so, not the telephone. */
  readonly isPointed?: boolean
  /** What WeChat's own map means by degrees; absent: WGS-84. */
  readonly crs?: 'GCJ-02'
}

/** A place as the server is told it. */
export function placeOf({ lon, lat, crs }: Fix): { readonly lon: number; readonly lat: number; readonly crs: 'WGS-84' | 'GCJ-02' } {
  return { lon, lat, crs: crs ?? 'WGS-84' }
}

export interface Draft {
  readonly text: string
  readonly address: string
  readonly phone: string
  readonly photos: readonly DraftPhoto[]
  readonly voice?: DraftVoice | undefined
  readonly scanned?: ScannedPlace | undefined
  readonly fix?: Fix | undefined
  /** A code on the page's address that the person said is not the place. */
  readonly declinedCode?: string | undefined
  /** The id of the last attempt and what it carried. */
  readonly attempt?: { readonly clientId: string; readonly content: string } | undefined
}

export const EMPTY_DRAFT: Draft = { text: '', address: '', phone: '', photos: [] }
/** The limits of the contract's form. */
const TEXT_MAX = 5000
const ADDRESS_MAX = 200

export function isEmpty(draft: Draft): boolean {
  return draft.text.trim() === '' && draft.photos.length === 0 && draft.voice === undefined && draft.address.trim() === '' && draft.phone.trim() === ''
}

/** What the server will be told; equal content means the same report. */
export function contentOf(draft: Draft): Omit<NewAppeal, 'clientId'> {
  const address = draft.address.trim()
  const phone = compactPhone(draft.phone)
  const files = [...draft.photos, ...(draft.voice ? [draft.voice] : [])].flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId]))
  return {
    text: wordsOf(draft),
    ...(draft.fix && placeOf(draft.fix)),
    ...(address && { address }),
    ...(phone && { contact: { phone } }),
    ...(draft.scanned && { code: draft.scanned.code, ...(draft.scanned.isSure && { isPlaceSure: true }) }),
    ...(files.length > 0 && { files }),
  }
}

/** What was typed; where somebody only spoke, that they did. */
export function wordsOf({ text, voice }: Draft): string {
  return text.trim() || (voice ? `（录音 ${voice.seconds} 秒，请听录音）` : '')
}

/**
 * The draft ready to be sent. A retry of the same content keeps its id, so the server answers the
 * same appeal; changed words get a new id, because an answer lost on the way must not swallow them.
 */
export function withAttempt(draft: Draft, newId: string): Draft & { readonly attempt: { readonly clientId: string; readonly content: string } } {
  const content = JSON.stringify(contentOf(draft))
  const clientId = draft.attempt?.content === content ? draft.attempt.clientId : newId
  return { ...draft, attempt: { clientId, content } }
}

export type DraftField = 'text' | 'voice' | 'photos' | 'address' | 'phone'

/** Messages by field; empty when the draft can be sent. */
export function checkDraft(draft: Draft): Partial<Record<DraftField, string>> {
  const problems: Partial<Record<DraftField, string>> = {}
  const length = [...draft.text.trim()].length
  if (length === 0 && !draft.voice) problems.text = '请写一句是什么事，例如「3 号楼东边路灯不亮」；不方便打字可以录一段话。'
  if (length > TEXT_MAX) problems.text = `写得太长（${length} 字）。内容已保存，请减到 ${TEXT_MAX} 字以内，其余可以拍照。`
  if ([...draft.address.trim()].length > ADDRESS_MAX) problems.address = `地址太长，请减到 ${ADDRESS_MAX} 字以内。内容已保存。`
  if (draft.phone.trim() !== '' && !isPhone(draft.phone)) {
    problems.phone = '这个电话号码不对。手机是 11 位数字；不想留可以空着。'
  }
  return problems
}

/** Mainland mobile or landline; spaces and dashes are for the eye. */
export function isPhone(typed: string): boolean {
  return /^(?:1[3-9]\d{9}|0\d{9,11}|400\d{7}|\d{7,8})$/u.test(compactPhone(typed))
}

/** A telephone as it is sent: digits alone, without the country. */
export function compactPhone(typed: string): string {
  return typed.replaceAll(/[\s\-－—()（）]/gu, '').replace(/^\+?86(?=1)/u, '')
}

/** Names of the server's fields as this form calls them. */
export function fieldOf(serverField: string): DraftField | undefined {
  const top = serverField.split('.')[0] ?? ''
  if (top === 'contact' || top === 'phone') return 'phone'
  if (top === 'files') return 'photos'
  if (top === 'voice') return 'voice'
  if (top === 'text' || top === 'title') return 'text'
  if (['address', 'lon', 'lat', 'crs', 'code'].includes(top)) return 'address'
  return undefined
}

/** Reads what was stored on the device; anything strange is left out rather than breaking the page. */
export function readDraft(stored: unknown): Draft {
  if (typeof stored !== 'object' || stored === null) return EMPTY_DRAFT
  const from = stored as Record<string, unknown> // checked field by field below
  const words = (name: string) => (typeof from[name] === 'string' ? from[name] : '')
  return {
    text: words('text'),
    address: words('address'),
    phone: words('phone'),
    photos: Array.isArray(from['photos']) ? from['photos'].filter(isPhoto) : [],
    voice: isVoice(from['voice']) ? from['voice'] : undefined,
    scanned: isScanned(from['scanned']) ? from['scanned'] : undefined,
    fix: isFix(from['fix']) ? from['fix'] : undefined,
    declinedCode: words('declinedCode') || undefined,
    attempt: isAttempt(from['attempt']) ? from['attempt'] : undefined,
  }
}

const has = (value: unknown, types: Record<string, string>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(types).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type) // object checked above

const isPhoto = (value: unknown): value is DraftPhoto => has(value, { key: 'string', name: 'string', bytes: 'number' })
const isVoice = (value: unknown): value is DraftVoice => isPhoto(value) && has(value, { seconds: 'number' })
const isScanned = (value: unknown): value is ScannedPlace => has(value, { code: 'string', name: 'string', areaName: 'string' })
const isFix = (value: unknown): value is Fix => has(value, { lon: 'number', lat: 'number', accuracy: 'number' })
const isAttempt = (value: unknown): value is NonNullable<Draft['attempt']> => has(value, { clientId: 'string', content: 'string' })
