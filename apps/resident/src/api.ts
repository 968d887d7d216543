import type { AnswerOf, AppealForm, AppealProgress, CallOf, FileRef, raiseAppeal, rateAppeal, showCode } from '@yihu/contracts'
import { request } from './platform/http'

// Types only: the schemas themselves would double what a phone has to load.
export type Progress = AppealProgress
export type PictureFile = FileRef
export type NewAppeal = CallOf<typeof raiseAppeal>['body'] & { readonly clientId: NonNullable<AppealForm['clientId']> }
export type Receipt = AnswerOf<typeof raiseAppeal>
export type RatingForm = CallOf<typeof rateAppeal>['body']

const at = (number: string) => `/appeals/${encodeURIComponent(number)}`

/** The place of a code; with a position also whether that is far from it. */
export function findCode(code: string, from?: { readonly lon: number; readonly lat: number }): Promise<AnswerOf<typeof showCode>> {
  return request('GET', `/codes/${encodeURIComponent(code)}${from ? `?lon=${from.lon}&lat=${from.lat}` : ''}`)
}

export function sendAppeal(appeal: NewAppeal): Promise<Receipt> {
  return request('POST', '/appeals', appeal)
}

export function fetchProgress(number: string, queryCode: string): Promise<Progress> {
  return request('GET', `${at(number)}?queryCode=${encodeURIComponent(queryCode)}`)
}

export function sendRating(number: string, rating: RatingForm): Promise<Progress> {
  return request('POST', `${at(number)}/rating`, rating)
}

export function sayStillThere(number: string, word: { readonly queryCode: string; readonly note: string }): Promise<Progress> {
  return request('POST', `${at(number)}/still-there`, word)
}
