import { z } from 'zod'
import type { EventHandler } from '../../kernel/module.ts'
import { keepMoved } from './fold-heard.ts'
import { awayOf, wait } from './remembered.ts'
import type { MovedMemory, Remembered } from './remembered.ts'
import { lockMemoriesOf } from './repo-memory.ts'
import { restore } from './restore.ts'
import { watchesOf } from './watch.ts'

/** What care tells: the devices of a person, and from when until when nobody is at home; null: somebody is (again). */
const Told = z.object({ devices: z.array(z.string()), from: z.number().nullable(), until: z.number().nullable() })

/** Somebody goes away or is back: what watches over them hears it when its time comes. */
export const hearAway: EventHandler = async (tx, { payload }, context) => {
  const told = Told.parse(payload)
  const now = context.clock.now()
  const absence = told.from === null || told.until === null ? null : { from: told.from, until: told.until }
  const watches = await watchesOf(context)
  const moved: MovedMemory[] = []
  for (const row of await lockMemoriesOf(tx, told.devices)) {
    const watching = watches.watching(row.path, row.scenario, now)
    if (!watching) continue
    const old = restore(row, watching)
    // What was expected of an earlier word is forgotten.
    const expecting: Remembered = { ...old, later: absence ? awayOf(absence, now) : [{ kind: 'away', id: '', at: now, isAway: false }] }
    moved.push({ scenario: row.scenario, subject: row.subject, watching, path: row.path, deviceId: row.deviceId, before: old.standing, moved: wait(watching, expecting, now), device: null, since: null })
  }
  await keepMoved(tx, context, moved)
}
