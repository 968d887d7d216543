import { randomInt } from 'node:crypto'
import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { heardBy } from './heard.ts'
import { heldOf } from './held.ts'
import { byKey, textOf } from './memory-key.ts'
import type { MemoryKey } from './memory-key.ts'
import { pack, unpack } from './pack.ts'
import { applyTurns } from './raise.ts'
import { hear, nextMoment, QUIET } from './remembered.ts'
import type { MovedMemory, Remembered } from './remembered.ts'
import { lockMemories, readMemories, writeMemories } from './repo-memory.ts'
import { subjectOf } from './subject.ts'
import { turnsOf } from './turns.ts'
import { watchesOf } from './watch.ts'
import type { Bound, Watches, Watching } from './watch.ts'

/** What a device said: readings and sightings. */
export interface Heard {
  readonly device: KnownDevice
  readonly messages: readonly Message[]
}

interface Group extends MemoryKey {
  readonly watching: Watching
  readonly device: KnownDevice
  readonly messages: Message[]
}

/**
 * Folds what devices said into the memory of the scenarios that watch them and tells what becomes of alarms, within the
 * transaction of the batch. Memories are locked in one fixed order, so that any server may take any batch; nothing
 * depends on the order of the messages, nor on how often they come.
 */
export async function foldHeard(tx: Tx, context: Context, heard: readonly Heard[]): Promise<void> {
  const watches = await watchesOf(context)
  if (watches.isEmpty) return
  const groups = groupsOf(heard, watches, context.clock.now())
  if (groups.length === 0) return
  const known = await lockKnown(tx, context, groups)
  const moved = groups.map((group) => movedOf(group, known.get(textOf(group)) ?? null))
  await keepMoved(tx, context, moved.filter((one) => one !== null))
}

/** The locked memories of groups: as this server wrote them last, or read where another has written since. */
async function lockKnown(tx: Tx, context: Context, groups: readonly Group[]): Promise<Map<string, Remembered>> {
  const held = heldOf(context)
  const known = new Map<string, Remembered>()
  const unknown: MemoryKey[] = []
  for (const row of await lockMemories(tx, groups)) {
    const remembered = held.get(textOf(row), row.stamp)
    if (remembered) known.set(textOf(row), remembered)
    else unknown.push(row)
  }
  for (const row of await readMemories(tx, unknown)) known.set(textOf(row), unpack(row.memory, row.setting))
  return known
}

/** Whether some scenario that watches a device has an ear for a message. */
export async function hasEar(context: Context, device: KnownDevice, message: Message): Promise<boolean> {
  return (await watchesOf(context)).of(device, context.clock.now()).some(({ watching, points }) => heardBy(watching.scenario, points, message) !== null)
}

/** Writes memories that have moved, and the alarms that follow. */
export async function keepMoved(tx: Tx, context: Context, all: readonly MovedMemory[]): Promise<void> {
  const stamp = randomInt(1, 2 ** 48 - 1)
  const rows = all.map(({ scenario, subject, path, deviceId, watching, moved: { remembered } }) => {
    const due = nextMoment(watching, remembered)
    return { scenario, subject, path, deviceId, setting: remembered.setting, memory: JSON.stringify(pack(remembered)), dueAt: due === null ? null : new Date(due) }
  })
  await writeMemories(tx, rows, stamp)
  const held = heldOf(context)
  for (const [n, row] of rows.entries()) {
    const remembered = all[n]?.moved.remembered
    if (remembered) held.hold(textOf(row), { stamp, remembered, size: row.memory.length })
  }
  for (const one of all) {
    const turns = turnsOf(one.before, one.moved)
    if (turns.length > 0) await applyTurns(tx, context, one, turns)
  }
}

/** What comes of the messages of a group; null: nothing of them was new. */
function movedOf({ scenario, subject, watching, device, messages }: Group, old: Remembered | null): MovedMemory | null {
  const moved = hear(watching, old, messages)
  if (old && moved.remembered.ring === old.ring && moved.remembered.rise === old.rise && moved.remembered.setting === old.setting) return null
  return { scenario, subject, watching, path: device.path, deviceId: device.id, before: old?.standing ?? QUIET, moved, device }
}

function groupsOf(heard: readonly Heard[], watches: Watches, now: number): Group[] {
  const groups = new Map<string, Group>()
  for (const { device, messages } of heard) {
    for (const bound of watches.of(device, now)) sort(groups, { device, bound, messages })
  }
  return [...groups.values()].toSorted(byKey)
}

/** Puts messages with the others of their scenario and subject, those that concern the scenario at all. */
function sort(groups: Map<string, Group>, { device, bound: { watching, points }, messages }: { device: KnownDevice; bound: Bound; messages: readonly Message[] }): void {
  const scenario = watching.scenario.id
  let last: Group | undefined
  for (const message of messages) {
    const own = heardBy(watching.scenario, points, message)
    if (own === null) continue
    const subject = subjectOf(watching.scenario, device, own)
    if (last?.subject !== subject) {
      const key = textOf({ scenario, subject })
      last = groups.get(key) ?? { scenario, subject, watching, device, messages: [] }
      groups.set(key, last)
    }
    last.messages.push(own)
  }
}
