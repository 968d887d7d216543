import { localDate, newCase } from '@yihu/domain'
import type { CaseCore, Move } from '@yihu/domain'
import { newId } from '../../kernel/id.ts'
import { reckon } from './deadline.ts'
import type { Dues } from './deadline.ts'
import { fold, NO_RELATIVES, SYSTEM } from './fold.ts'
import type { CaseStep, Mover, Relatives, TraceLine } from './fold.ts'
import type { ClassReason, DispatchReason, Ground, Place } from './ground.ts'
import { titleOf } from './text.ts'

/** What any source says, parsed and with coordinates in WGS-84. */
export interface RaiseInput {
  readonly source: string
  /** The sender's own id: the same source and id twice is one case. */
  readonly senderId?: string | undefined
  readonly kind?: string
  /** When it was said; the clock of the case starts here. */
  readonly at: number
  /** When it really was said, where the clock starts later: a report that waited on a phone makes no unit late. */
  readonly saidAt?: number
  /** When we took it; the trace carries this time. */
  readonly takenAt: number
  readonly text: string
  readonly title?: string | undefined
  readonly point?: { lon: number; lat: number } | undefined
  readonly address?: string | undefined
  /** A place already known, e.g. from a 智慧码 or the parent case. */
  readonly areaPath?: string | undefined
  readonly placeSource?: 'point' | 'code' | 'address' | 'none'
  readonly classCode?: string | undefined
  readonly contact?: { name?: string | undefined; phone?: string | undefined; /** Who reports for them, with consent. */ through?: string | undefined } | undefined
  readonly isSecret?: boolean
  /** In the words of the desk that took it first: its channel and how urgent it is. */
  readonly stated?: { readonly channel?: string; readonly urgency?: string }
  readonly files?: readonly string[]
  readonly fixedDueAt?: Date | null
  readonly parentId?: string
  readonly by: Mover
  /** Moves that follow at once (demo history, split children). */
  readonly steps?: readonly CaseStep[]
  readonly id?: string
}

/** A case worked out in memory, ready to be stored. */
export interface Prepared {
  readonly id: string
  readonly street: string
  readonly day: string
  readonly input: RaiseInput
  readonly title: string
  readonly place: Place
  readonly core: CaseCore
  readonly dues: Dues
  readonly classReason: ClassReason | null
  readonly dispatchReason: DispatchReason | null
  readonly lines: readonly TraceLine[]
}

/** A given past is taken at its word about other cases: they are loaded beside it. */
const ASSUMED: Relatives = { ...NO_RELATIVES, survivor: { isOpen: true, isMerged: false, isSelf: false } }

/**
 * Below this the machine only suggests and a person decides: at 0.9 the lexicon names the right first-level class in
 * about 86 of 100. With a model beside it the blended confidence counts; its page tells how often 0.9 is right here.
 */
const AUTO_CONFIDENCE = 0.9

/**
 * Places, classes and, where a rule of the street says so, dispatches what was said: in memory, without a query.
 * @throws Fault class-unknown, coordinates-implausible, or the refusal of a given step
 */
export function prepare(input: RaiseInput, ground: Ground): Prepared {
  const title = input.title || titleOf(input.text)
  const place = ground.place(input)
  const classReason = classOf(input, title, ground)
  const classCode = input.classCode ?? (classReason && classReason.confidence >= 0.3 ? classReason.code : null)
  const dispatchReason = classCode ? ground.choose({ classCode, path: place.path, at: input.at }) : null
  const automatic = input.steps ? [] : automaticSteps(input, { classCode, classReason, dispatchReason })
  const core = newCase(input.at, classCode)
  const limits = classCode ? ground.limitsOf(classCode, input.at) : null
  const start = reckon({ core, limits, calendar: ground.calendar, fixedDueAt: input.fixedDueAt ?? null, stageFrom: input.at, now: input.at })
  const folded = fold({
    core, steps: input.steps ?? automatic, relatives: input.steps ? ASSUMED : NO_RELATIVES, calendar: ground.calendar, dueAt: start.dueAt?.getTime() ?? null, stageFrom: input.at,
  })
  const dues = reckon({
    core: folded.core, limits: folded.core.classCode ? ground.limitsOf(folded.core.classCode, folded.core.startedAt) : null,
    calendar: ground.calendar, fixedDueAt: input.fixedDueAt ?? null, stageFrom: folded.stageFrom, now: input.takenAt,
  })
  return {
    id: input.id ?? newId(input.takenAt), street: place.street, day: localDate(input.at), input, title, place,
    core: folded.core, dues, classReason, dispatchReason: folded.core.ownerUnit ? dispatchReason : null,
    lines: [registered(input, { title, place, classCode }), ...folded.lines],
  }
}

function classOf(input: RaiseInput, title: string, ground: Ground): ClassReason | null {
  if (input.classCode) {
    ground.requireClass(input.classCode)
    return { code: input.classCode, confidence: 1, words: [], alternatives: [] }
  }
  return ground.suggest(`${title}\n${input.text}`)
}

function automaticSteps(
  input: RaiseInput,
  found: { classCode: string | null; classReason: ClassReason | null; dispatchReason: DispatchReason | null },
): CaseStep[] {
  const { classCode, classReason, dispatchReason } = found
  if (!classCode || !dispatchReason?.isAuto || (classReason?.confidence ?? 0) < AUTO_CONFIDENCE) return []
  const step = (move: Move, extra?: Record<string, unknown>): CaseStep => ({ move, by: SYSTEM, at: input.takenAt, ...(extra ? { extra } : {}) })
  return [
    step({ move: 'accept' }),
    step({ move: 'file', classCode }, { words: classReason?.words ?? [] }),
    step({ move: 'dispatch', unitId: dispatchReason.unitId }, { ruleId: dispatchReason.ruleId, ruleText: dispatchReason.ruleText, ruleVersion: dispatchReason.ruleVersion }),
  ]
}

function registered(input: RaiseInput, seen: { title: string; place: Place; classCode: string | null }): TraceLine {
  return {
    at: new Date(input.takenAt), kind: 'registered', actorId: input.by.id, actorName: input.by.name, unitId: input.by.unitId, from: null, to: 'registered',
    payload: {
      source: input.source, title: seen.title, text: input.text, areaPath: seen.place.path, address: seen.place.address, classCode: seen.classCode,
      saidAt: new Date(input.saidAt ?? input.at).toISOString(), ...(input.senderId ? { senderId: input.senderId } : {}), ...(input.files?.length ? { evidence: input.files } : {}), ...input.stated,
    },
    evidence: input.files ?? [],
  }
}
