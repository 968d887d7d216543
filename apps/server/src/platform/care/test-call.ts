import { ancestorAt, monthOf, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { firstReached, queueCommands } from '../devices/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { noteEvents } from './repo.ts'
import { insertTestCalls, noteCall, openCalls, untested } from './repo-test-call.ts'
import type { OpenCall } from './repo-test-call.ts'

const DAY_MS = 86_400_000
/** So long a test call waits for the key before somebody has a look. */
const WAIT_MS = 3 * DAY_MS
const WATCHED_MS = 45 * DAY_MS
/** The point of its own that a test answers: it starts no alarm. */
const TEST_POINT = 'test'

/**
 * Job, each day in the morning: every one-key device of somebody at home gets its test call once a month. It is a drill:
 * the device asks for its test key, whose point no scenario rings for, and no contact is called.
 */
export async function callForTest({ db, clock }: Context): Promise<void> {
  const now = clock.now()
  const month = `${monthOf(now)}-01`
  await db.transact(systemScope, async (tx) => {
    const devices = await untested(tx, { month, at: new Date(now) })
    const orders = devices.map(({ deviceId, path }) => ({ deviceId, path, kind: 'test-call' as const, payload: { text: '每月试呼，请按一下试呼键', drill: true } }))
    const ids = await queueCommands(tx, orders, { at: now, by: '每月试呼', lastsMs: WAIT_MS })
    await insertTestCalls(tx, devices.map(({ deviceId, personId }, index) => ({ deviceId, personId, commandId: ids[index] ?? newId(now), month, at: new Date(now) })))
    await noteEvents(tx, devices.map(({ personId }) => ({ id: newId(now), personId, at: new Date(now), kind: 'test-call', text: '每月试呼已发出', by: null })))
  })
}

/** Job: notes which test calls were answered; of those that were not for days the community is told, once. */
export async function noteTestAnswers(context: Context): Promise<void> {
  const now = context.clock.now()
  const phrases = await phrasesOf(context)
  await context.db.transact(systemScope, async (tx) => {
    const open = await openCalls(tx, new Date(now - WATCHED_MS))
    const answers = await firstReached(tx, { point: TEST_POINT, atLeast: 0.5, since: open.map((call) => ({ deviceId: call.device_id, from: call.called_at })) })
    for (const call of open) {
      const at = answers.get(call.device_id)
      if (at) await noteAnswered(tx, { call, at, now })
    }
    const silent = open.filter((call) => !answers.has(call.device_id) && call.reminded_at === null && now - call.called_at.getTime() >= WAIT_MS)
    for (const [path, calls] of Map.groupBy(silent, (call) => ancestorAt(call.area_path, 'community'))) {
      await notify(tx, context, {
        ...phrases.say('care.test-unanswered', { 台数: String(calls.length), 哪里: [...new Set(calls.map((call) => call.area_name))].slice(0, 5).join('、') }),
        userIds: await usersOf(tx, { role: 'community', path }), kind: 'care.test-unanswered',
      })
      for (const call of calls) {
        await noteCall(tx, call, { reminded_at: new Date(now) })
        await noteEvents(tx, [{ id: newId(now), personId: call.person_id, at: new Date(now), kind: 'test-silent', text: '每月试呼三天没有人按，已请社区上门看看', by: null }])
      }
    }
  })
}

async function noteAnswered(tx: Tx, { call, at, now }: { call: OpenCall; at: Date; now: number }): Promise<void> {
  await noteCall(tx, call, { answered_at: at })
  await noteEvents(tx, [{ id: newId(now), personId: call.person_id, at: new Date(now), kind: 'test-answered', text: `每月试呼有回应：${timeText(at.getTime())}`, by: null }])
}
