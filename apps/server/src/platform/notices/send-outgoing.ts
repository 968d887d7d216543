import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { usersOf } from '../identity/index.ts'
import { ChannelSetting } from './channel.ts'
import type { Channel, Sent } from './channel.ts'
import { notify, UNDELIVERED } from './notify.ts'
import { phrasesOf } from './phrases.ts'
import { claimOutgoing, readChannelSetting, settleOutgoing } from './repo.ts'
import type { Claimed } from './repo.ts'
import { createWecomChannel } from './wecom.ts'

const LEASE_MS = 60_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
const MOST_ATTEMPTS = 8
/** One run of the job; the next takes the rest. */
const MOST_PER_RUN = 100

type Ground = Pick<Context, 'db' | 'clock' | 'log'>

/**
 * Sends what is due, channel by channel. Each message is claimed and settled in transactions of its own, with the call
 * between them: a server that dies in between leaves it to be sent again after a minute, since WeCom takes no key
 * by which it could recognise a repetition.
 */
export async function sendOutgoing(context: Ground): Promise<void> {
  const settings = z.array(ChannelSetting).parse(await readChannelSetting(context.db.owner))
  for (const setting of settings) await sendAll(context, setting.id, channelOf(setting, context))
}

function channelOf(setting: ChannelSetting, { log }: Ground): Channel {
  if (setting.type === 'wecom') return createWecomChannel(setting)
  return {
    perMinute: 600,
    send: async ({ key, title, text }) => {
      log.info({ channel: setting.id, key, title, text }, 'message would leave the house')
      return { kind: 'sent' }
    },
  }
}

async function sendAll(context: Ground, id: string, channel: Channel): Promise<void> {
  const { db, clock } = context
  for (let sent = 0; sent < MOST_PER_RUN; sent += 1) {
    const claim = { channel: id, now: clock.now(), leaseMs: LEASE_MS, perMinute: channel.perMinute }
    const message = await db.transact(systemScope, (tx) => claimOutgoing(tx, claim))
    if (!message) return
    const outcome = await channel.send(message)
    await settle(context, { id, message, outcome })
    if (outcome.kind !== 'sent') return // the far side has trouble: the others wait for the next run
  }
}

async function settle(context: Ground, { id, message, outcome }: { id: string; message: Claimed; outcome: Sent }): Promise<void> {
  const { db, clock, log } = context
  const now = clock.now()
  const error = outcome.kind === 'sent' ? null : outcome.reason
  const isOver = outcome.kind === 'refused' || message.attempts >= MOST_ATTEMPTS
  const state = outcome.kind === 'sent' ? 'sent' : isOver ? 'failed' : 'waiting'
  const phrases = await phrasesOf(context)
  await db.transact(systemScope, async (tx) => {
    await settleOutgoing(tx, message.id, { state, at: new Date(now), dueAt: new Date(now + waitAfter(message.attempts)), error })
    if (state !== 'failed') return
    await notify(tx, context, {
      userIds: await usersOf(tx, { role: 'admin' }), kind: UNDELIVERED, ...phrases.say('notice.undelivered', { 渠道: id, 消息: message.title, 原因: error ?? '' }), dedupeKey: `undelivered:${message.key}`,
    })
  })
  if (error !== null) log.warn({ channel: id, key: message.key, attempts: message.attempts, state, reason: error }, 'message did not leave the house')
}

/** 30 s, 1 min, 2 min … at most an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1))
}
