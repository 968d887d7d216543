import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { heardBy } from './heard.ts'
import { byKey } from './memory-key.ts'
import type { MemoryKey } from './memory-key.ts'
import { pack, unpack } from './pack.ts'
import { applyTurns } from './raise.ts'
import { hear, nextMoment, QUIET } from './remembered.ts'
import type { MovedMemory } from './remembered.ts'
import { lockMemories, writeMemories } from './repo-memory.ts'
import type { MemoryRow } from './repo-memory.ts'
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
  const known = new Map((await lockMemories(tx, groups)).map((row) => [keyOf(row), row]))
  await keepMoved(tx, context, groups.map((group) => movedOf(group, known.get(keyOf(group)))))
}

/** Writes memories that have moved, and the alarms that follow. */
export async function keepMoved(tx: Tx, context: Context, all: readonly MovedMemory[]): Promise<void> {
  await writeMemories(tx, all.map(({ scenario, subject, path, deviceId, watching, moved: { remembered } }) => {
    const due = nextMoment(watching, remembered)
    return { scenario, subject, path, deviceId, setting: remembered.setting, memory: pack(remembered), dueAt: due === null ? null : new Date(due) }
  }))
  for (const one of all) {
    const turns = turnsOf(one.before, one.moved)
    if (turns.length > 0) await applyTurns(tx, context, one, turns)
  }
}

function movedOf({ scenario, subject, watching, device, messages }: Group, row: MemoryRow | undefined): MovedMemory {
  const old = row ? unpack(row.memory, row.setting) : null
  return { scenario, subject, watching, path: device.path, deviceId: device.id, before: old?.standing ?? QUIET, moved: hear(watching, old, messages), device }
}

function groupsOf(heard: readonly Heard[], watches: Watches, now: number): Group[] {
  const groups = new Map<string, Group>()
  for (const { device, messages } of heard) {
    for (const bound of watches.of(device, now)) for (const message of messages) sort(groups, { device, bound, message })
  }
  return [...groups.values()].toSorted(byKey)
}

/** Puts a message with the others of its scenario and subject, if it concerns the scenario at all. */
function sort(groups: Map<string, Group>, { device, bound: { watching, points }, message }: { device: KnownDevice; bound: Bound; message: Message }): void {
  const own = heardBy(watching.scenario, points, message)
  if (own === null) return
  const key = { scenario: watching.scenario.id, subject: subjectOf(watching.scenario, device, own) }
  const group = groups.get(keyOf(key))
  if (group) group.messages.push(own)
  else groups.set(keyOf(key), { ...key, watching, device, messages: [own] })
}

function keyOf({ scenario, subject }: MemoryKey): string {
  return `${scenario} ${subject}`
}
