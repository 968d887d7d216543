import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { raiseAppeal } from '@yihu/contracts'
import type { AppealForm, CaseDetail, MoveForm } from '@yihu/contracts'
import type { z } from 'zod'
import { createApp, modules } from '../src/app.ts'
import { startEvents } from '../src/background.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { fixedClock } from '../src/kernel/clock.ts'
import type { FixedClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { createTestDatabase } from './database.ts'
import { loadSmallStreet } from './street.ts'

/** Thursday 7 May 2026, 10:00 in Shanghai: a plain working morning; Saturday the 9th is a make-up working day. */
export const MORNING = '2026-05-07T10:00:00+08:00'

interface Answer<T = unknown> {
  readonly status: number
  readonly body: T
}

/** A running app on a database of its own, with a small street and people at its desks. */
export interface TestApp {
  readonly clock: FixedClock
  readonly context: Awaited<ReturnType<typeof openHouse>>['context']
  /** One HTTP exchange through the real server, without a port. */
  request<T = unknown>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: { as?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answer<T>>
  /** A resident's report; answers the receipt. */
  appeal(form: Partial<z.input<typeof AppealForm>> & { text: string }): Promise<{ number: string; queryCode: string }>
  /** The case of a number as the duty chief sees it. */
  find(number: string): Promise<CaseDetail>
  /** A move by somebody; fails the test when it is refused. */
  move(as: string, id: string, move: z.input<typeof MoveForm>): Promise<CaseDetail>
  /** The same where a refusal is expected: answers its code. */
  refused(as: string, id: string, move: z.input<typeof MoveForm> & { version?: number }): Promise<string>
  /** All events so far have been heard. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** Opens one app for a test file and closes it afterwards. */
export function useApp(): () => TestApp {
  let app: TestApp | undefined
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app?.close())
  return () => {
    if (!app) throw new Error('the app is not open yet')
    return app
  }
}

/** A new app; the caller closes it. */
export async function openTestApp(): Promise<TestApp> {
  const database = await createTestDatabase()
  const home = await mkdtemp(path.join(os.tmpdir(), 'yihu-home-'))
  const clock = fixedClock(MORNING)
  const house = await openHouse({ config: readConfig({ DATABASE_URL: database.url, YIHU_HOME: home }), clock, log: silentLog })
  const { context } = house
  await loadSmallStreet(context)
  const dispatcher = await startEvents({ db: context.db, url: house.url, log: silentLog, modules, contextOf: () => context })
  dispatcher.live.subscribe(house.relay)
  const { app } = await createApp(context, { checkAnswers: true, limitRates: false })
  await app.ready()
  const tokens = new Map<string, string>()

  const request: TestApp['request'] = async (method, url, { as, body, headers } = {}) => {
    const token = as === undefined ? undefined : await tokenOf(as)
    const response = await app.inject({
      method, url: url.startsWith('/') ? url : `/api/v1/${url}`,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }), // any JSON, also wrong ones
    })
    return { status: response.statusCode, body: response.headers['content-type']?.toString().includes('json') ? response.json() : (response.body as never) }
  }
  const tokenOf = async (username: string): Promise<string> => {
    const known = tokens.get(username)
    if (known) return known
    const { body } = await request<{ token: string }>('POST', 'session', { body: { username, password: 'yihu-demo' } })
    tokens.set(username, body.token)
    return body.token
  }
  const move: TestApp['move'] = async (as, id, form) => {
    const { status, body } = await request<CaseDetail>('POST', `cases/${id}/moves`, { as, body: form })
    expect({ status, body: status === 200 ? null : body }, `${as} ${form.move}`).toEqual({ status: 200, body: null })
    return body
  }
  return {
    clock, context, request, move,
    async appeal(form) {
      const { status, body } = await request<{ number: string; queryCode: string }>('POST', `/api/v1${raiseAppeal.path}`, { body: form })
      expect(status, JSON.stringify(body)).toBe(201)
      return body
    },
    async find(number) {
      const { body } = await request<{ cases: { id: string; number: string }[] }>('GET', `cases?q=${number}`, { as: 'duty' })
      const id = body.cases.find((one) => one.number === number)?.id
      return (await request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body
    },
    async refused(as, id, form) {
      const { status, body } = await request<{ error?: { code: string } }>('POST', `cases/${id}/moves`, { as, body: form })
      return status === 200 ? 'allowed' : (body.error?.code ?? String(status))
    },
    settle: () => dispatcher.drain(),
    async close() {
      await app.close()
      await dispatcher.stop()
      await house.close()
      await database.drop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
