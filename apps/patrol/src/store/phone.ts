import { useSyncExternalStore } from 'react'
import type { AnswerOf, Bundle, DueItem, listChecklists, Me, OwnRound, RoutineRow } from '@yihu/contracts'
import type { ChecklistItem, LentSpan, Outbox } from '@yihu/domain'
import type { HeardClock } from '../model/clock.ts'
import type { Walk } from '../model/track.ts'
import type { Seal } from './sealed.ts'
import type { Subjects } from '../model/subjects.ts'

/** A form half filled in. */
export interface Draft {
  /** What will be made of it has this id in the outbox; absent in what a phone kept from before. */
  readonly id?: string
  readonly values: Readonly<Record<string, unknown>>
  readonly photos: readonly string[]
  readonly changedAt: number
}

/** As the server answers it: every default filled in. */
export type Checklist = Omit<AnswerOf<typeof listChecklists>['lists'][number], 'items'> & { readonly items: readonly ChecklistItem[] }

/** What the browser lets the app keep on this phone, in bytes. */
export interface Space {
  readonly usage: number
  readonly quota: number
}

/** That the phone did not do what was asked of it, in words. */
export interface Failure {
  /** What somebody wrote or asked for, or a place noted on the way: the one says nothing about the other. */
  readonly of: 'work' | 'track'
  readonly text: string
}

/** Everything the app knows while it is open; whatever must survive is sealed in the store as well. */
export interface Phone {
  readonly phase: 'opening' | 'out' | 'in'
  readonly seal: Seal | null
  readonly deviceId: string
  readonly me: Me | null
  readonly bundle: Bundle | null
  /** When the server last said what is in the bundle, epoch ms. */
  readonly bundleAt: number | null
  /** The server's mark of the bundle: an unchanged one is not sent again. */
  readonly bundleTag: string
  /** What the five routines ask for, what was done in its days and will be due again, and what begins in the coming days; null: not for this person, or not heard yet. */
  readonly due: readonly DueItem[] | null
  /** More is due than a phone carries. */
  readonly hasMoreDue: boolean
  /** How often each of it comes round. */
  readonly routines: readonly RoutineRow[]
  /** Which places are one's own or another's on which of the coming days, because somebody is away. */
  readonly spans: readonly LentSpan[]
  /** By which the phone knows what day it is; null: not heard yet. */
  readonly clock: HeardClock | null
  /** What this person is to walk in these days; null: not for this person, or not heard yet. */
  readonly rounds: readonly OwnRound[] | null
  readonly checklists: readonly Checklist[] | null
  readonly outbox: Outbox
  readonly drafts: ReadonlyMap<string, Draft>
  /** One's own tracks as far as the phone keeps them. */
  readonly walks: readonly Walk[]
  /** Why no place is noted although the switch is on. */
  readonly trackProblem: string | null
  readonly space: Space | null
  /** What of the registers may be checked here; null: not heard yet. */
  readonly subjects: Subjects | null
  /** The session ran out: work goes on, sending waits for a login. */
  readonly isExpired: boolean
  readonly isOnline: boolean
  readonly isSending: boolean
  /** What is new is being asked for. */
  readonly isFetching: boolean
  /** Why the last attempt to send ended, in words. */
  readonly problem: string | null
  readonly failure: Failure | null
  /** Why there is nothing here any more, said once at the login. */
  readonly farewell: string | null
}

let phone: Phone = {
  phase: 'opening', seal: null, deviceId: '', me: null, bundle: null, bundleAt: null, bundleTag: '', due: null, hasMoreDue: false, routines: [], spans: [], clock: null, rounds: null, checklists: null, outbox: [], drafts: new Map(), walks: [], trackProblem: null, space: null, subjects: null, isExpired: false,
  isOnline: navigator.onLine, isSending: false, isFetching: navigator.onLine, problem: null, failure: null, farewell: null,
}
const listeners = new Set<() => void>()

export function phoneNow(): Phone {
  return phone
}

export function setPhone(change: Partial<Phone>): void {
  phone = { ...phone, ...change }
  for (const heard of listeners) heard()
}

/** Hears of every change until the answer is called. */
export function onPhone(heard: () => void): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}

/** The phone as it is, followed. */
export function usePhone(): Phone {
  return useSyncExternalStore(onPhone, phoneNow)
}
