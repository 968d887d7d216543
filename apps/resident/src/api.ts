import type {
  askToHelp as askContract, bookForParent, HelperScope, helpForParent, Helping, listHelpedReports, openResidentSession, ReportLine, reportForParent, SentCode, showFamily, showResidentMe,
} from '@yihu/contracts'
import type {
  ActivityLine, ActivityPart, ActivitySignup, listActivities, listOwnSignups, showActivity, signUp, wishToBeTold,
} from '@yihu/contracts'
import type {
  AnswerOf, answerOwnProposal as AnswerOwnProposal, AppealForm, AppealProgress, askForHelp, Booking, bookSlot, CallOf, FileRef, GroundMap, joinReport, listNearReports, listProposals, listServiceItems, listSimilarProposals, listSlots, listStories, NearReport, OpenMap, OwnData, OwnProposal, ProposalLine, PublicProposal, raiseAppeal, raiseProposal, rateAppeal, rateProposal, sayStillNear as stillNearContract, ServiceItem, ServiceLine, ServiceSlot, showCode, showStory, StoryLine, supportProposal, voteOnProposal,
} from '@yihu/contracts'
import { type Proof, withProof } from './model/puzzle.ts'
import { request, uploadPhoto } from './platform/http'
import { deviceName } from './platform/device-name.ts'

// Types only: the schemas themselves would double what a phone has to load.
export type Progress = AppealProgress
export type PictureFile = FileRef
export type NewAppeal = CallOf<typeof raiseAppeal>['body'] & { readonly clientId: NonNullable<AppealForm['clientId']> }
export type Receipt = AnswerOf<typeof raiseAppeal>
/** A receipt of one's own, or one for a parent: without a query code, under the consent `helping`. */
export type AnyReceipt = Receipt | (AnswerOf<typeof helpForParent> & { readonly helping: string })
export type { Booking, ServiceItem, ServiceLine, ServiceSlot }
export type BookingForm = CallOf<typeof bookSlot>['body']
export type HelpForm = CallOf<typeof askForHelp>['body']
export type { GroundMap, NearReport, OpenMap, OwnData, OwnProposal, ProposalLine, StoryLine }
export type { ActivityLine, ActivityPart }
export type Proposal = PublicProposal
export type SimilarProposal = AnswerOf<typeof listSimilarProposals>['proposals'][number]
export type VoteChoice = CallOf<typeof voteOnProposal>['body']['choice']
export type NearForm = CallOf<typeof listNearReports>['body']
export type JoinForm = CallOf<typeof joinReport>['body']
export type { HelperScope, Helping, ReportLine, SentCode }
export type Signed = AnswerOf<typeof openResidentSession>
export type Family = AnswerOf<typeof showFamily>
export type AskedToHelp = AnswerOf<typeof askContract>
export type RatingForm = CallOf<typeof rateAppeal>['body']

const at = (number: string) => `/appeals/${encodeURIComponent(number)}`

/** The place of a code; with a position also whether that is far from it. */
export function findCode(code: string, from?: { readonly lon: number; readonly lat: number }): Promise<AnswerOf<typeof showCode>> {
  return request('GET', `/codes/${encodeURIComponent(code)}${from ? `?lon=${from.lon}&lat=${from.lat}` : ''}`)
}

export function sendAppeal(appeal: NewAppeal): Promise<Receipt> {
  return atGate('/appeals', appeal)
}

/** Sends one kept photo or recording. */
export function sendFile(key: string, name: string): Promise<{ readonly id: string }> {
  return withProof((proof?: Proof) => uploadPhoto(key, name, `device=${deviceName()}${proof ? `&challenge=${encodeURIComponent(proof.challenge)}&answer=${proof.answer}` : ''}`))
}

export function findNear(form: NearForm): Promise<AnswerOf<typeof listNearReports>> {
  return request('POST', '/appeals/near', form)
}

export function joinNear(id: string, form: JoinForm): Promise<Receipt> {
  return atGate(`/appeals/near/${encodeURIComponent(id)}/join`, form)
}

export function sayStillNear(id: string, form: CallOf<typeof stillNearContract>['body']): Promise<Receipt> {
  return atGate(`/appeals/near/${encodeURIComponent(id)}/still-there`, form)
}

/** Sends a form at a door that the gate watches. */
function atGate<T>(path: string, form: object): Promise<T> {
  return withProof((proof?: Proof) => request('POST', path, { ...form, device: deviceName(), ...(proof && { proof }) }))
}

export function fetchProgress(number: string, queryCode: string): Promise<Progress> {
  return request('POST', `${at(number)}/find`, { queryCode })
}

export function fetchOwnData(number: string, queryCode: string): Promise<OwnData> {
  return request('POST', `${at(number)}/own-data/find`, { queryCode })
}

export function eraseOwnData(number: string, queryCode: string): Promise<OwnData> {
  return request('POST', `${at(number)}/erasure`, { queryCode })
}

export function sendRating(number: string, rating: RatingForm): Promise<Progress> {
  return request('POST', `${at(number)}/rating`, rating)
}

export function sayStillThere(number: string, word: { readonly queryCode: string; readonly note: string }): Promise<Progress> {
  return request('POST', `${at(number)}/still-there`, word)
}

export function findServices(asked: string): Promise<AnswerOf<typeof listServiceItems>> {
  return request('GET', `/service-items${asked === '' ? '' : `?q=${encodeURIComponent(asked)}`}`)
}

export function fetchService(id: string): Promise<ServiceItem> {
  return request('GET', `/service-items/${encodeURIComponent(id)}`)
}

export function fetchSlots(id: string): Promise<AnswerOf<typeof listSlots>> {
  return request('GET', `/service-items/${encodeURIComponent(id)}/slots`)
}

export function sendBooking(id: string, form: BookingForm): Promise<Booking> {
  return atGate(`/service-items/${encodeURIComponent(id)}/bookings`, form)
}

export function fetchBooking(code: string): Promise<Booking> {
  return request('GET', `/service-bookings/${encodeURIComponent(code)}`)
}

export function cancelBooking(code: string): Promise<Booking> {
  return request('POST', `/service-bookings/${encodeURIComponent(code)}/cancel`, {})
}

export function eraseBooking(code: string): Promise<Booking> {
  return request('POST', `/service-bookings/${encodeURIComponent(code)}/erasure`, {})
}

export function sendHelp(id: string, form: HelpForm): Promise<Receipt> {
  return atGate(`/service-items/${encodeURIComponent(id)}/help`, form)
}

/** The base map around a place; without one, around the middle of the street. */
export function fetchGround(at: { readonly lon: number; readonly lat: number } | undefined): Promise<GroundMap> {
  return request('GET', at ? `/ground?lon=${at.lon}&lat=${at.lat}` : '/ground')
}

/** The public map of a month; without one, of the last year. */
export function fetchOpenMap(month: string | undefined): Promise<OpenMap> {
  return request('GET', `/open-map${month === undefined ? '' : `?month=${month}`}`)
}

export function fetchStories(): Promise<AnswerOf<typeof listStories>> {
  return request('GET', '/stories')
}

export function fetchStory(id: string): Promise<AnswerOf<typeof showStory>> {
  return request('GET', `/stories/${encodeURIComponent(id)}`)
}

export function fetchActivities(): Promise<AnswerOf<typeof listActivities>> {
  return request('GET', '/activities')
}

export function fetchActivity(id: string): Promise<AnswerOf<typeof showActivity>> {
  return request('GET', `/activities/${encodeURIComponent(id)}`)
}

export function fetchOwnSignups(): Promise<AnswerOf<typeof listOwnSignups>> {
  return request('GET', '/resident-me/activities')
}

export function sendSignup(id: string, form: CallOf<typeof signUp>['body']): Promise<ActivitySignup> {
  return request('POST', `/activities/${encodeURIComponent(id)}/signups`, form)
}

export function cancelOwnSignup(id: string): Promise<ActivitySignup> {
  return request('POST', `/activities/${encodeURIComponent(id)}/cancellation`, {})
}

export function eraseOwnSignups(id: string): Promise<void> {
  return request('POST', `/activities/${encodeURIComponent(id)}/erasure`, {})
}

export function fetchProposals(area: string | undefined): Promise<AnswerOf<typeof listProposals>> {
  return request('GET', `/proposals${area === undefined ? '' : `?area=${encodeURIComponent(area)}`}`)
}

export function fetchProposal(id: string): Promise<Proposal> {
  return request('GET', `/proposals/${encodeURIComponent(id)}`)
}

export function findSimilarProposals(words: CallOf<typeof listSimilarProposals>['body']): Promise<AnswerOf<typeof listSimilarProposals>> {
  return request('POST', '/proposals/similar', words)
}

export function sendProposal(form: CallOf<typeof raiseProposal>['body']): Promise<AnswerOf<typeof raiseProposal>> {
  return withProof((proof?: Proof) => request('POST', '/proposals', { ...form, ...(proof && { proof }) }))
}

export function sendSupport(id: string, phone: string | undefined): Promise<AnswerOf<typeof supportProposal>> {
  return withProof((proof?: Proof) => request('POST', `/proposals/${encodeURIComponent(id)}/supports`, { ...(phone !== undefined && { phone }), ...(proof && { proof }) }))
}

export function sendVote(id: string, vote: CallOf<typeof voteOnProposal>['body']): Promise<AnswerOf<typeof voteOnProposal>> {
  return request('POST', `/proposals/${encodeURIComponent(id)}/votes`, vote)
}

export function sendProposalRating(id: string, rating: CallOf<typeof rateProposal>['body']): Promise<AnswerOf<typeof rateProposal>> {
  return request('POST', `/proposals/${encodeURIComponent(id)}/ratings`, rating)
}

export function fetchOwnProposal(number: string, queryCode: string): Promise<OwnProposal> {
  return request('POST', `/own-proposals/${encodeURIComponent(number)}/find`, { queryCode })
}

export function answerOwnProposal(number: string, word: CallOf<typeof AnswerOwnProposal>['body']): Promise<OwnProposal> {
  return request('POST', `/own-proposals/${encodeURIComponent(number)}/answers`, word)
}

export function eraseOwnProposer(number: string, queryCode: string): Promise<OwnProposal> {
  return request('POST', `/own-proposals/${encodeURIComponent(number)}/erasure`, { queryCode })
}

export function askCode(phone: string): Promise<SentCode> {
  return withProof((proof?: Proof) => request('POST', '/resident-codes', { phone, ...(proof && { proof }) }))
}

export function openByCode(phone: string, code: string): Promise<Signed> {
  return request('POST', '/resident-sessions', { phone, code })
}

export function openByWechatCode(code: string): Promise<Signed> {
  return request('POST', '/resident-sessions/wechat', { code })
}

export function fetchMe(): Promise<AnswerOf<typeof showResidentMe>> {
  return request('GET', '/resident-me')
}

/** Tells the server to whom to say, once, that a report is done. */
export function sendWish(number: string, wish: CallOf<typeof wishToBeTold>['body']): Promise<void> {
  return request('POST', `${at(number)}/wish`, wish)
}

export function signOut(where: 'here' | 'everywhere'): Promise<void> {
  return request('POST', '/resident-me/logout', where === 'everywhere' ? { everywhere: true } : {})
}

export function eraseMe(what: 'login' | 'contacts-too'): Promise<void> {
  return request('POST', '/resident-me/erasure', what === 'login' ? {} : { contacts: true })
}

export function bindReport(receipt: Receipt): Promise<ReportLine> {
  return request('POST', '/resident-me/reports', receipt)
}

export function fetchFamily(): Promise<Family> {
  return request('GET', '/resident-me/family')
}

export function askToHelp(form: CallOf<typeof askContract>['body']): Promise<AskedToHelp> {
  return request('POST', '/resident-me/helpings', form)
}

const helping = (id: string) => `/resident-me/helpings/${encodeURIComponent(id)}`

export function agreeToHelp(id: string, code: string): Promise<Family> {
  return request('POST', `${helping(id)}/agreement`, { code })
}

export function endHelping(id: string): Promise<Family> {
  return request('POST', `${helping(id)}/end`, {})
}

export function fetchHelped(id: string): Promise<AnswerOf<typeof listHelpedReports>> {
  return request('GET', `${helping(id)}/reports`)
}

export function fetchHelpedProgress(id: string, number: string): Promise<Progress> {
  return request('GET', `${helping(id)}/reports/${encodeURIComponent(number)}`)
}

export async function reportFor(id: string, appeal: NewAppeal): Promise<AnyReceipt> {
  return { ...(await request<AnswerOf<typeof reportForParent>>('POST', `${helping(id)}/appeals`, appeal)), helping: id }
}

export function bookFor(id: string, form: CallOf<typeof bookForParent>['body']): Promise<Booking> {
  return request('POST', `${helping(id)}/bookings`, form)
}

export async function helpFor(id: string, form: CallOf<typeof helpForParent>['body']): Promise<AnyReceipt> {
  return { ...(await request<AnswerOf<typeof helpForParent>>('POST', `${helping(id)}/help`, form)), helping: id }
}
