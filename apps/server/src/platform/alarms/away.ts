import { mindsAbsence } from '@yihu/domain'
import { SCENARIOS } from '@yihu/scenarios'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { EventHandler } from '../../kernel/module.ts'
import { homesOf } from '../care/index.ts'
import type { Absence } from '../care/index.ts'
import { keepMoved } from './fold-heard.ts'
import { awayOf, wait } from './remembered.ts'
import type { MovedMemory, Remembered } from './remembered.ts'
import { lockAllMemories } from './repo-memory.ts'
import { restore } from './restore.ts'
import { homeBehind, homeOf } from './subject.ts'
import { watchesOf } from './watch.ts'

/** What care tells: a person (not in events of before there were homes) and their devices, and from when until when nobody is at home; null: somebody is (again). */
const Told = z.object({ person: z.string().optional(), devices: z.array(z.string()), from: z.number().nullable(), until: z.number().nullable() })

/** Scenarios for which it matters whether somebody is at home. */
const minding = SCENARIOS.filter((scenario) => mindsAbsence(scenario.trigger({}))).map(({ id }) => id)

/** Somebody goes away or is back: what watches over them hears it when its time comes. */
export const hearAway: EventHandler = async (tx, { payload }, context) => {
  const { person, devices, from, until } = Told.parse(payload)
  await tellAbsence(tx, context, { person, devices, absence: from === null || until === null ? null : { from, until } })
}

/** Tells what watches over a person, by their home or by one of their devices alone, that nobody is at home for a while; null: somebody is. `onlyNew`: what expects the same end has heard it. */
export async function tellAbsence(tx: Tx, context: Context, { person, devices, absence, onlyNew = false }: { person: string | undefined; devices: readonly string[]; absence: Absence | null; onlyNew?: boolean }): Promise<void> {
  const now = context.clock.now()
  const [watches, homes] = await Promise.all([watchesOf(context), homesOf(context)])
  const moved: MovedMemory[] = []
  for (const row of await lockAllMemories(tx, { subjects: [...(person === undefined ? [] : [homeOf(person)]), ...devices], scenarios: minding })) {
    const path = homeBehind(row.subject, homes)?.path ?? row.path
    const watching = watches.watching(path, row.scenario, now)
    if (!watching) continue
    const old = restore(row, watching)
    if (onlyNew && old.later.some((message) => message.kind === 'away' && !message.isAway && message.at === absence?.until)) continue
    // What was expected of an earlier word is forgotten.
    const expecting: Remembered = { ...old, later: absence ? awayOf(absence, now) : [{ kind: 'away', id: '', at: now, isAway: false }] }
    moved.push({ scenario: row.scenario, subject: row.subject, watching, path, deviceId: row.deviceId, before: old.standing, moved: wait(watching, expecting, now), device: null, since: null })
  }
  await keepMoved(tx, context, moved)
}
