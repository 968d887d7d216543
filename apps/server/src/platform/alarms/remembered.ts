import { beginAgain, beginTrigger, dueAt, passTime, standing, takeMessages } from '@yihu/domain'
import type { Message, Signal, TriggerMemory } from '@yihu/domain'
import type { Absence } from '../care/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import type { MemoryKey } from './memory-key.ts'
import type { Watching } from './watch.ts'

/** What a scenario remembers of one subject: by the trigger, and by the rule that makes it graver. They have heard the same. */
export interface Remembered {
  /** The settings it was made with: `path version`. */
  readonly setting: string
  readonly ring: TriggerMemory
  readonly rise: TriggerMemory | null
  /** Messages whose time has not come (somebody will be away). */
  readonly later: readonly Message[]
  readonly standing: Standing
}

/** Whether the trigger is on, and whether the graver one is. */
export interface Standing {
  readonly isOn: boolean
  readonly isGrave: boolean
}

export const QUIET: Standing = { isOn: false, isGrave: false }

/** What came of hearing something or of time passing. */
export interface Moved {
  readonly remembered: Remembered
  readonly ring: readonly Signal[]
  readonly rise: readonly Signal[]
  /** It was begun anew under other settings: only what stands now can be told. */
  readonly isAnew: boolean
}

/** A memory that has moved, with what is to be told of it. */
export interface MovedMemory extends MemoryKey {
  readonly watching: Watching
  readonly path: string
  readonly deviceId: string
  readonly before: Standing
  readonly moved: Moved
  /** The device that spoke just now; null: time passed. */
  readonly device: KnownDevice | null
  /** How it was written last and what it has heard since; null: it is to be written whole. */
  readonly since: { readonly written: Written; readonly messages: readonly Message[] } | null
}

/** What messages behind a memory are told against: its base and its points. */
export interface Origin {
  readonly at: number
  readonly points: readonly string[]
}

/** How a memory lies in the database: the whole one's base and points, what stands behind it, and the length of its JSON. */
export interface Written {
  readonly origin: Origin
  readonly tail: string
  readonly size: number
}

/** Names the settings of a rule. */
export function settingKey({ path, version }: Pick<Watching, 'path' | 'version'>): string {
  return `${path} ${version}`
}

/** Begins a memory with its first messages: who is away by then, or will be, has said so before. */
export function begin(watching: Watching, messages: readonly Message[], { absence, now }: { absence: Absence | null; now: number }): Moved {
  const first = messages.reduce((earliest, { at }) => Math.min(earliest, at), now)
  const told = awayOf(absence && absence.until > now ? absence : null, first)
  const moved = hear(watching, null, [...messages, ...told.filter(({ at }) => at <= now)])
  return { ...moved, remembered: { ...moved.remembered, later: told.filter(({ at }) => at > now) } }
}

/** An absence as triggers hear it, from a time on; null: somebody is at home. */
export function awayOf(absence: Absence | null, since: number): Message[] {
  const away = (at: number, isAway: boolean): Message => ({ kind: 'away', id: '', at, isAway })
  return absence ? [away(Math.max(absence.from, since), true), away(absence.until, false)] : []
}

/** Hears messages; a memory of other settings, or from before there was a graver rule, is begun anew from what it still knows, habits and absences among it. */
export function hear(watching: Watching, old: Remembered | null, messages: readonly Message[]): Moved {
  const isAnew = old !== null && (old.setting !== settingKey(watching) || (watching.rise !== null && old.rise === null))
  const known = isAnew ? [...old.ring.pending, ...messages] : messages
  const from = old === null ? begun(watching, known) : isAnew ? begunAgain(watching, old) : old
  const ring = takeMessages(watching.trigger, from.ring, known)
  const rise = watching.rise && from.rise ? takeMessages(watching.rise, from.rise, known) : null
  return moved(watching, { ring, rise, isAnew, later: old?.later ?? [] })
}

/** Lets time pass until now; what was to come until then is heard in its turn. */
export function wait(watching: Watching, old: Remembered, now: number): Moved {
  const come = old.later.filter(({ at }) => at <= now)
  const heard = hear(watching, old, come)
  const ring = passTime(watching.trigger, heard.remembered.ring, now)
  const rise = watching.rise && heard.remembered.rise ? passTime(watching.rise, heard.remembered.rise, now) : null
  const then = moved(watching, { ring, rise, isAnew: heard.isAnew, later: old.later.filter(({ at }) => at > now) })
  return { ...then, ring: [...heard.ring, ...then.ring], rise: [...heard.rise, ...then.rise] }
}

/** When time alone may next change something; null: never. */
export function nextMoment({ trigger, rise: graver }: Watching, { ring, rise, later }: Remembered): number | null {
  const moments = [dueAt(trigger, ring), graver && rise ? dueAt(graver, rise) : null, ...later.map(({ at }) => at)].filter((at) => at !== null)
  return moments.length === 0 ? null : Math.min(...moments)
}

type Halves = Pick<Remembered, 'ring' | 'rise'>

function begun({ trigger, rise, latenessMs }: Watching, known: readonly Message[]): Halves {
  const at = known.reduce((earliest, message) => Math.min(earliest, message.at), Infinity) - 1
  return { ring: beginTrigger(trigger, { at, latenessMs }), rise: rise && beginTrigger(rise, { at, latenessMs }) }
}

function begunAgain({ trigger, rise }: Watching, old: Halves): Halves {
  return { ring: beginAgain(trigger, old.ring), rise: rise && beginAgain(rise, old.rise ?? old.ring) }
}

interface Both {
  readonly ring: { readonly memory: TriggerMemory; readonly signals: readonly Signal[] }
  readonly rise: { readonly memory: TriggerMemory; readonly signals: readonly Signal[] } | null
  readonly isAnew: boolean
  readonly later: readonly Message[]
}

function moved(watching: Watching, { ring, rise, isAnew, later }: Both): Moved {
  const now = { isOn: standing(watching.trigger, ring.memory) !== null, isGrave: watching.rise !== null && rise !== null && standing(watching.rise, rise.memory) !== null }
  return {
    remembered: { setting: settingKey(watching), ring: ring.memory, rise: rise?.memory ?? null, later, standing: now },
    ring: ring.signals, rise: rise?.signals ?? [], isAnew,
  }
}
