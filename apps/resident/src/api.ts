import { request } from './platform/http'

/** An uploaded file as the server describes it. Addresses are relative to the server. */
export interface UploadedFile {
  readonly id: string
  readonly width: number | null
  readonly height: number | null
  readonly thumbnailUrl: string | null
  readonly url?: string
}

/** What a signed code (智慧码) on a wall or a device stands for. */
export interface CodePlace {
  readonly code: string
  readonly name: string
  readonly address: string | null
  readonly areaName: string | null
}

export interface NewAppeal {
  readonly text: string
  readonly lon?: number
  readonly lat?: number
  readonly crs?: 'WGS-84'
  readonly address?: string
  readonly contact?: { readonly name?: string; readonly phone?: string }
  readonly code?: string
  readonly files?: readonly string[]
  /** The same id on a retry answers the same appeal. */
  readonly clientId: string
}

export interface Receipt {
  readonly number: string | number
  readonly queryCode: string
}

export interface TimelineEntry {
  readonly at: string
  readonly title: string
  readonly text?: string | null
  readonly unitName?: string | null
}

export interface Rating {
  readonly solved: boolean
  readonly satisfaction: number
  readonly comment?: string | null
}

export interface Progress {
  readonly number: string | number
  readonly title: string
  readonly text: string
  readonly state: string
  readonly stateText: string
  readonly step: 1 | 2 | 3 | 4
  readonly stepName: string
  readonly unitName: string | null
  readonly nextText: string
  readonly dueAt: string | null
  readonly dueText: string | null
  readonly timeline: readonly TimelineEntry[]
  readonly reply?: { readonly text: string; readonly at: string; readonly files: readonly UploadedFile[] } | null
  readonly photos: readonly UploadedFile[]
  readonly canRate: boolean
  readonly canSayStillThere: boolean
  readonly rating?: Rating | null
  readonly mergedInto?: string | number | null
}

const at = (number: string) => `/appeals/${encodeURIComponent(number)}`

export function findCode(code: string): Promise<CodePlace> {
  return request<CodePlace>('GET', `/codes/${encodeURIComponent(code)}`)
}

export function sendAppeal(appeal: NewAppeal): Promise<Receipt> {
  return request<Receipt>('POST', '/appeals', appeal)
}

export function fetchProgress(number: string, queryCode: string): Promise<Progress> {
  return request<Progress>('GET', `${at(number)}?queryCode=${encodeURIComponent(queryCode)}`)
}

export function sendRating(number: string, rating: Rating & { readonly queryCode: string }): Promise<null> {
  return request<null>('POST', `${at(number)}/rating`, rating)
}

export function sayStillThere(number: string, word: { readonly queryCode: string; readonly note: string }): Promise<null> {
  return request<null>('POST', `${at(number)}/still-there`, word)
}
