import type { AnswerOf, replayDeadLetters as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { directoryOf } from '../devices/index.ts'
import { closeLetter, lockLetters, noteLetter, seenLetters } from './repo.ts'
import type { StoredLetter } from './repo.ts'
import { readDeviceMessage } from './read-message.ts'
import { EMPTY, letterOf } from './parcel.ts'
import type { Parcel } from './parcel.ts'
import { keepIntake, readIntake } from './take-intake.ts'

type Answer = AnswerOf<typeof contract>
type Again = Pick<Awaited<ReturnType<typeof readIntake>>, 'parcels' | 'sayings' | 'channels' | 'pictures'>

/**
 * Reads letters again, by what is known of their devices now. What is understood goes into the data (what went in before
 * changes nothing), the rest stays with its present reason. Letters out of sight are left alone.
 */
export async function replayLetters(context: Context, actor: Actor, { ids, ip }: { ids: readonly string[]; ip: string }): Promise<Answer> {
  const seen = await context.db.transact(actor.scope, (tx) => seenLetters(tx, ids))
  if (seen.length === 0) return { taken: 0, still: 0, results: [] }
  const now = context.clock.now()
  return context.db.transact(systemScope, async (tx) => {
    const results: Answer['results'] = []
    for (const letter of await lockLetters(tx, seen)) results.push(await replayOne(tx, context, { letter, actor, now }))
    const taken = results.filter(({ isTaken }) => isTaken).length
    await record(tx, { at: now, by: actor, action: 'letter.replay', object: `${results.length} 条`, result: 'done', ip, detail: { taken, still: results.length - taken } })
    return { taken, still: results.length - taken, results }
  })
}

async function replayOne(tx: Tx, context: Context, { letter, actor, now }: { letter: StoredLetter; actor: Actor; now: number }): Promise<Answer['results'][number]> {
  const { parcels, sayings, channels, pictures } = await readAgain(context, { letter, actor, now })
  const stored = await keepIntake(tx, context, { parcels: parcels.map((parcel) => ({ ...parcel, letters: [] })), sayings, channels }, { actor, now, arrivedAt: letter.last_at.getTime() })
  const [problem] = parcels.flatMap(({ letters }) => letters)
  const { id } = letter
  if (problem) {
    await noteLetter(tx, { id, reason: problem.reason, detail: problem.detail })
    return { id, isTaken: false, outcome: problem.detail }
  }
  const outcome = channels ? `读入平台目录：${channels.catalogue.items.length} 路摄像机` : `${outcomeOf(stored)}${pictures.length > 0 ? '，画面当时没有留' : ''}`
  await closeLetter(tx, { id, at: new Date(now), by: actor.name, outcome })
  return { id, isTaken: true, outcome }
}

function outcomeOf({ sightings, readings, heard, signals }: Awaited<ReturnType<typeof keepIntake>>): string {
  if (signals.length > 0) return `立案 ${signals.join('、')}`
  if (heard > 0) return `听到 ${heard} 句话`
  return sightings > 0 ? `读入 ${sightings} 条识别结果` : `读入 ${readings} 个读数`
}

async function readAgain(context: Context, { letter, actor, now }: { letter: StoredLetter; actor: Actor; now: number }): Promise<Again> {
  const payload = Buffer.from(letter.payload)
  const about = { path: letter.path, sender: letter.sender, topic: letter.topic, payload, at: letter.first_at.getTime() }
  const only = (parcel: Parcel): Again => ({ parcels: [parcel], sayings: [], channels: null, pictures: [] })
  const unread = (reason: 'device-unknown' | 'out-of-scope', detail: string): Again => only({ ...EMPTY, device: null, letters: letterOf([{ reason, detail }], { ...about, source: 'http' }) })
  if (letter.source === 'intake') return readIntake(context, { ...about, scope: actor.scope, now })
  // What somebody wrote under another device's topic stays its own.
  const id = letter.sender
  const device = await directoryOf(context).fresh(id)
  if (!device) return unread('device-unknown', `没有登记设备 ${id.slice(0, 64)}`)
  if (!covers(actor.scope, device.path)) return unread('out-of-scope', `设备 ${id} 不在您的管辖范围`)
  return only(readDeviceMessage(device, { source: letter.source === 'mqtt' ? 'mqtt' : 'http', topic: letter.topic, payload, now, arrivedAt: about.at }))
}
