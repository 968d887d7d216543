import type { z } from 'zod'
import type { Context } from './context.ts'
import type { Tx } from './db/index.ts'
import type { Event } from './events/index.ts'
import type { Actor } from './http/access.ts'
import type { Router } from './http/router.ts'
import type { Indicator } from './indicator.ts'
import type { Schedule } from './jobs.ts'
import type { Layer } from './layer.ts'

/** Runs once per event across all servers, in its own transaction as the system. */
export type EventHandler = (tx: Tx, event: Event, context: Context) => Promise<void>

/** The same for events that come in great numbers: those that wait are taken together, in their order; after a failure one by one. */
export interface EventsHandler {
  readonly together: (tx: Tx, events: readonly Event[], context: Context) => Promise<void>
}

/** What a module does at its times. */
export interface Job extends Schedule {
  readonly run: (context: Context) => Promise<void>
}

/** One thing done on a phone, maybe without signal, as it reaches the server. */
export interface ActionTaken<B = unknown> {
  /** Made on the phone: the client id of whatever comes of it. */
  readonly id: string
  /** When it was done: the phone's time, corrected by what its clock was off, never later than now. */
  readonly at: Date
  readonly actor: Actor
  readonly body: B
  /** Milliseconds its time was moved by, the phone's clock being wrong: as much goes for times inside the body. */
  readonly shift: number
}

/** Actions of one kind that a phone sends in a row, applied in one transaction: all of them or none. */
export interface ActionsTogether<B = unknown> {
  /** Whether one may be among them: it locks nothing for the others' time that anybody waits for. */
  readonly fits: (body: B) => boolean
  /** Answers in their order; a Fault of any refuses all, and each is then tried with fewer neighbours. */
  readonly apply: (tx: Tx, context: Context, actions: readonly ActionTaken<B>[]) => Promise<readonly Record<string, unknown>[]>
}

/** What may be done on a phone without signal, and how the server applies it. */
export interface OfflineAction {
  /** E.g. `case.report`. */
  readonly kind: string
  /** Of the actor, as in routes' access. */
  readonly permission: string
  readonly body: z.ZodType
  /** Applies it inside `tx`, under the actor's scope; throws a Fault to refuse. The answer is kept and given again for the same id. */
  readonly apply: (tx: Tx, context: Context, action: ActionTaken) => Promise<Record<string, unknown>>
  /** For kinds that come in great numbers. */
  readonly together?: ActionsTogether
  /** How the thing stands now, shown beside a clash; asked in a transaction of its own under the actor's scope. */
  readonly present?: (tx: Tx, context: Context, action: ActionTaken) => Promise<Record<string, unknown> | null>
}

interface ActionDefinition<B extends z.ZodType> {
  readonly kind: string
  readonly permission: string
  readonly body: B
  readonly apply: (tx: Tx, context: Context, action: ActionTaken<z.output<B>>) => Promise<Record<string, unknown>>
  readonly together?: ActionsTogether<z.output<B>>
  readonly present?: (tx: Tx, context: Context, action: ActionTaken<z.output<B>>) => Promise<Record<string, unknown> | null>
}

/** Declares an action and keeps the type of its body; it is parsed by that very schema before `apply`. */
export function offlineAction<B extends z.ZodType>(definition: ActionDefinition<B>): OfflineAction {
  return definition as unknown as OfflineAction // the body handed over is the schema's output
}

/** What a module keeps of persons beside the register of them: told to the person, and destroyed with the register's entry in one transaction of the system. */
export interface PersonData {
  /** What it is, in words. */
  readonly name: string
  /** Line by line, in clear, for the person themselves. */
  readonly tell: (tx: Tx, context: Context, persons: readonly KnownPerson[]) => Promise<readonly string[]>
  /** Answers the ids of what was destroyed, for the proof. */
  readonly erase: (tx: Tx, context: Context, persons: readonly KnownPerson[]) => Promise<readonly string[]>
}

/** Somebody of the register in clear: by what they are found elsewhere. */
export interface KnownPerson {
  readonly id: string
  readonly name: string | null
  readonly phone: string | null
  /** Nobody else in the register has this telephone: what carries it is theirs. Of a shared one only what also bears their name. */
  readonly isOnlyOne: boolean
}

/** What a module destroyed of somebody: as the audit trail names it, never who it was. */
export interface Destroyed {
  readonly action: string
  readonly object: string
  readonly detail?: object
}

/** What a module keeps under a telephone that a resident left there themselves: destroyed, in one transaction of the system, when whoever has shown that telephone asks for it. */
export interface PhoneData {
  readonly erase: (tx: Tx, context: Context, phone: string) => Promise<readonly Destroyed[]>
}

/** A module's manifest: everything the composition root and the services may know of it. */
export interface Module {
  readonly id: string
  readonly name: string
  /** Permission id → Chinese name. */
  readonly permissions?: Readonly<Record<string, string>>
  readonly routes?: (router: Router, context: Context) => void
  /** Topic → handler. */
  readonly handlers?: Readonly<Record<string, EventHandler | EventsHandler>>
  readonly jobs?: readonly Job[]
  /** Figures for screens and bulletins. */
  readonly indicators?: readonly Indicator[]
  /** What may be done on a phone without signal: applied by `platform/sync`, each once, in one transaction. */
  readonly actions?: readonly OfflineAction[]
  /** What it keeps of persons. */
  readonly personData?: PersonData
  /** What it keeps under telephones of residents. */
  readonly phoneData?: PhoneData
  /** What of it lies on the map. */
  readonly layers?: readonly Layer[]
}

/** Declares a module and keeps its manifest checked. */
export function defineModule(manifest: Module): Module {
  return manifest
}
