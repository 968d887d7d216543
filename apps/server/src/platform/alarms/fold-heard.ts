import { randomInt } from 'node:crypto'
import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { absencesOf, homesOf } from '../care/index.ts'
import type { Absence, Homes } from '../care/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { heardBy } from './heard.ts'
import { heldOf } from './held.ts'
import type { KnownMemory } from './held.ts'
import { byKey, textOf } from './memory-key.ts'
import type { MemoryKey } from './memory-key.ts'
import { originOf, pack, packBatch } from './pack.ts'
import { applyTurns } from './raise.ts'
import { begin, hear, nextMoment, QUIET } from './remembered.ts'
import type { MovedMemory, Remembered, Written } from './remembered.ts'
import { lockEmergencies, lockLatest } from './repo.ts'
import { knownKeys, lockMemories, moveHome, readMemories, writeMemories } from './repo-memory.ts'
import type { NewMemory } from './repo-memory.ts'
import { restore } from './restore.ts'
import { homeBehind, subjectOf } from './subject.ts'
import { turnsOf } from './turns.ts'
import type { Turn } from './turns.ts'
import { watchesOf } from './watch.ts'
import type { Bound, Watches, Watching } from './watch.ts'

/** What a device said: readings and sightings. */
export interface Heard {
  readonly device: KnownDevice
  readonly messages: readonly Message[]
}

interface Group extends MemoryKey {
  readonly watching: Watching
  readonly path: string
  readonly device: KnownDevice
  readonly messages: Message[]
}

/**
 * Folds what devices said into the memory of the scenarios that watch them and tells what becomes of alarms, within the
 * transaction of the batch. Memories are locked in one fixed order, so that any server may take any batch; nothing
 * depends on the order of the messages, nor on how often they come.
 */
export async function foldHeard(tx: Tx, context: Context, heard: readonly Heard[]): Promise<void> {
  const [watches, homes] = await Promise.all([watchesOf(context), homesOf(context)])
  if (watches.isEmpty) return
  const groups = groupsOf(heard, { watches, homes, now: context.clock.now() })
  if (groups.length === 0) return
  let known = await lockKnown(tx, context, { groups, beside: await mayMoveIn(tx, groups, homes) })
  if (groups.some(({ watching }) => watching.scenario.dedupe.per === 'home')) {
    // Somebody may have moved while we waited for the locks: then the devices speak for another home.
    if ((await homesOf(context)) !== homes) return foldHeard(tx, context, heard)
    if (await movedIn(tx, { groups, known, homes })) known = await lockKnown(tx, context, { groups, beside: [] })
  }
  const fresh = groups.flatMap((group) => (known.has(textOf(group)) ? [] : [group.device.id]))
  const absences = fresh.length > 0 ? await absencesOf(tx, fresh) : NO_ABSENCES
  const now = context.clock.now()
  const moved = groups.map((group) => {
    const memory = known.get(textOf(group))
    return memory ? movedOf(group, memory) : begunOf(group, { absence: absences.get(group.device.id) ?? null, now })
  })
  await keepMoved(tx, context, moved.filter((one) => one !== null))
}

/** What homes that remember nothing yet may begin with: locked together with the rest, in the one order. */
async function mayMoveIn(tx: Tx, groups: readonly Group[], homes: Homes): Promise<MemoryKey[]> {
  const ofHomes = groups.filter(({ subject }) => homeBehind(subject, homes) !== undefined)
  const known = new Set((await knownKeys(tx, ofHomes)).map(textOf))
  return ofHomes.filter((group) => !known.has(textOf(group))).flatMap(({ scenario, subject }) => (homeBehind(subject, homes)?.devices ?? []).map((device) => ({ scenario, subject: device })))
}

/** A home that remembers nothing yet begins with what its devices were known by themselves. @returns whether one did */
async function movedIn(tx: Tx, { groups, known, homes }: { groups: readonly Group[]; known: ReadonlyMap<string, KnownMemory>; homes: Homes }): Promise<boolean> {
  let isMoved = false
  for (const group of groups) {
    const home = known.has(textOf(group)) ? undefined : homeBehind(group.subject, homes)
    if (home && (await moveHome(tx, { home: group.subject, devices: home.devices, scenarios: [group.scenario] }))) isMoved = true
  }
  return isMoved
}

const NO_ABSENCES: ReadonlyMap<string, Absence> = new Map()

/** The length that is assumed of a memory which another has written. */
const SIZE = 4000

/** The locked memories of groups, with others beside them: as this server wrote them last, or read where another has written since. */
async function lockKnown(tx: Tx, context: Context, { groups, beside }: { groups: readonly Group[]; beside: readonly MemoryKey[] }): Promise<Map<string, KnownMemory>> {
  const held = heldOf(context)
  const known = new Map<string, KnownMemory>()
  const unknown: MemoryKey[] = []
  for (const row of await lockMemories(tx, beside.length === 0 ? groups : [...groups, ...beside].toSorted(byKey))) {
    const memory = held.get(textOf(row), row.stamp)
    if (memory) known.set(textOf(row), memory)
    else unknown.push(row)
  }
  const watchings = new Map(unknown.length > 0 ? groups.map((group) => [textOf(group), group.watching] as const) : [])
  for (const row of await readMemories(tx, unknown)) {
    const watching = watchings.get(textOf(row))
    if (watching) known.set(textOf(row), { remembered: restore(row, watching), written: { origin: originOf(row.memory), tail: row.tail, size: SIZE } })
  }
  return known
}

/** Whether some scenario that watches a device has an ear for a message. */
export async function hasEar(context: Context, device: KnownDevice, message: Message): Promise<boolean> {
  return (await earsFor(context, device, message)).length > 0
}

/** Whether a scenario that keeps pictures and watches a device has an ear for a message. */
export async function isPictured(context: Context, device: KnownDevice, message: Message): Promise<boolean> {
  return (await earsFor(context, device, message)).some(({ watching }) => watching.scenario.keepsPictures !== false)
}

async function earsFor(context: Context, device: KnownDevice, message: Message): Promise<Bound[]> {
  const [watches, homes] = await Promise.all([watchesOf(context), homesOf(context)])
  return watches.of(device, homes.of(device.id), context.clock.now()).filter(({ watching, points }) => heardBy(watching.scenario, points, message) !== null)
}

/** Writes memories that have moved, and the alarms that follow. */
export async function keepMoved(tx: Tx, context: Context, all: readonly MovedMemory[]): Promise<void> {
  const stamp = randomInt(1, 2 ** 48 - 1)
  const told = all.map((one) => ({ one, turns: turnsOf(one.before, one.moved) }))
  const writings = told.map(({ one, turns }) => writingOf(one, turns.length > 0))
  await writeMemories(tx, writings.map(({ row }) => row), stamp)
  const held = heldOf(context)
  for (const { row, written, remembered } of writings) held.hold(textOf(row), { stamp, remembered, written })
  const telling = told.filter(({ turns }) => turns.length > 0)
  await lockAhead(tx, telling)
  for (const { one, turns } of telling) await applyTurns(tx, context, one, turns)
}

interface Telling {
  readonly one: MovedMemory
  readonly turns: readonly Turn[]
}

/** Where cases of emergencies may come of it at once, what is asked before such a case is locked before any case is touched; the alarms before it, as the clock has them. */
async function lockAhead(tx: Tx, telling: readonly Telling[]): Promise<void> {
  const emergencies = telling.flatMap(({ one: { watching: { scenario: { emergency, makesCase } } }, turns }) => (emergency && makesCase.when === 'at-once' && turns.some(({ kind }) => kind === 'raise') ? [emergency] : []))
  if (emergencies.length === 0) return
  for (const { one } of telling) await lockLatest(tx, one)
  await lockEmergencies(tx, emergencies)
}

/** So much may stand behind a memory; longer, the row would no longer fit beside others. */
const MOST_TAIL = 1400

interface Writing {
  readonly row: NewMemory
  readonly written: Written
  readonly remembered: Remembered
}

/** How a memory is written: whole, or only longer by what it has just heard, where that changes no alarm. */
function writingOf({ scenario, subject, path, deviceId, watching, before, moved: { remembered, isAnew }, since }: MovedMemory, isTelling: boolean): Writing {
  const due = nextMoment(watching, remembered)
  const row = { scenario, subject, path, deviceId, setting: remembered.setting, dueAt: due === null ? null : new Date(due) }
  const isSame = before.isOn === remembered.standing.isOn && before.isGrave === remembered.standing.isGrave
  const batch = since && isSame && !isTelling && !isAnew ? packBatch(since.messages, since.written.origin) : null
  const tail = since && batch !== null ? [since.written.tail, batch].filter((one) => one !== '').join(',') : ''
  if (since && batch !== null && tail.length <= MOST_TAIL) return { row: { ...row, memory: null, tail }, written: { ...since.written, tail }, remembered }
  const packed = pack(remembered)
  const memory = JSON.stringify(packed)
  return { row: { ...row, memory, tail: '' }, written: { origin: originOf(packed), tail: '', size: memory.length }, remembered }
}

/** What comes of the messages of a group; null: nothing of them was new. */
function movedOf({ scenario, subject, watching, path, device, messages }: Group, { remembered: old, written }: KnownMemory): MovedMemory | null {
  const moved = hear(watching, old, messages)
  if (moved.remembered.ring === old.ring && moved.remembered.rise === old.rise && moved.remembered.setting === old.setting) return null
  return { scenario, subject, watching, path, deviceId: device.id, before: old.standing, moved, device, since: { written, messages } }
}

/** The first of a subject. */
function begunOf({ scenario, subject, watching, path, device, messages }: Group, when: { absence: Absence | null; now: number }): MovedMemory {
  return { scenario, subject, watching, path, deviceId: device.id, before: QUIET, moved: begin(watching, messages, when), device, since: null }
}

function groupsOf(heard: readonly Heard[], { watches, homes, now }: { watches: Watches; homes: Homes; now: number }): Group[] {
  const groups = new Map<string, Group>()
  for (const { device, messages } of heard) {
    for (const bound of watches.of(device, homes.of(device.id), now)) sort(groups, { device, homes, bound, messages })
  }
  return [...groups.values()].toSorted(byKey)
}

/** Puts messages with the others of their scenario and subject, those that concern the scenario at all. */
function sort(groups: Map<string, Group>, { device, homes, bound: { watching, points, path }, messages }: { device: KnownDevice; homes: Homes; bound: Bound; messages: readonly Message[] }): void {
  const scenario = watching.scenario.id
  let last: Group | undefined
  for (const message of messages) {
    const own = heardBy(watching.scenario, points, message)
    if (own === null) continue
    const subject = subjectOf(watching.scenario, { device, homes }, own)
    if (last?.subject !== subject) {
      const key = textOf({ scenario, subject })
      last = groups.get(key) ?? { scenario, subject, watching, path, device, messages: [] }
      groups.set(key, last)
    }
    last.messages.push(own)
  }
}
