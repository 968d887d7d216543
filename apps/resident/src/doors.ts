import type { agreeToPost, AnswerOf, CallOf, Door, DoorResult, listDoors, listDoorVisits, PostStanding, reportFromDoor, visitDoor } from '@yihu/contracts'
import type { Receipt } from './api.ts'
import { request } from './platform/http'

export type { Door, DoorResult, PostStanding }

export function fetchOwnPost(): Promise<PostStanding> {
  return request('GET', '/resident-me/post')
}

export function agreeToOwnPost(): Promise<AnswerOf<typeof agreeToPost>> {
  return request('POST', '/resident-me/post/consent', {})
}

export function leaveOwnPost(): Promise<PostStanding> {
  return request('POST', '/resident-me/post/leave', {})
}

export function fetchDoors(): Promise<AnswerOf<typeof listDoors>> {
  return request('GET', '/resident-me/doors')
}

export function fetchDoorVisits(): Promise<AnswerOf<typeof listDoorVisits>> {
  return request('GET', '/resident-me/door-visits?limit=20')
}

export function visitOwnDoor(id: string, form: CallOf<typeof visitDoor>['body']): Promise<AnswerOf<typeof visitDoor>> {
  return request('POST', `/resident-me/doors/${encodeURIComponent(id)}/visits`, form)
}

export function reportFromOwnDoor(id: string, form: CallOf<typeof reportFromDoor>['body']): Promise<Receipt> {
  return request('POST', `/resident-me/doors/${encodeURIComponent(id)}/appeals`, form)
}
