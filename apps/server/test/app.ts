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
import type { Route } from '../src/kernel/http/index.ts'
import { silentLog } from '../src/kernel/log.ts'
import type { Log } from '../src/kernel/log.ts'
import { DEMO_PASSWORD } from '../src/platform/identity/index.ts'
import { createTestDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
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
  readonly context: House['context']
  readonly routes: readonly Route[]
  /** Where this app keeps its things, so that another server can be opened on the same. */
  readonly place: Place
  /** One HTTP exchange through the real server, without a port. */
  request<T = unknown>(method: Method, url: string, options?: RequestOptions): Promise<Answer<T>>
  /** A resident's report; answers the receipt. */
  appeal(form: Partial<z.input<typeof AppealForm>> & { text: string }): Promise<{ number: string; queryCode: string }>
  /** The case of a number as the duty chief sees it. */
  find(number: string): Promise<CaseDetail>
  /** A resident's report, found by the duty chief. */
  raise(form: Partial<z.input<typeof AppealForm>> & { text: string }): Promise<CaseDetail & { queryCode: string }>
  /** A move by somebody; fails the test when it is refused. */
  move(as: string, id: string, move: z.input<typeof MoveForm>): Promise<CaseDetail>
  /** The same where a refusal is expected: answers its code. */
  refused(as: string, id: string, move: z.input<typeof MoveForm> & { version?: number }): Promise<string>
  /** A file through the upload door. */
  upload<T = { id: string }>(file: { bytes: Uint8Array; name?: string; type?: string }, options?: { as?: string; url?: string }): Promise<Answer<T>>
  /** The Bearer token of somebody. */
  tokenOf(username: string): Promise<string>
  /** Listen on a free port; answers the base address. */
  listen(): Promise<string>
  /** All events so far have been heard. */
  settle(): Promise<void>
  /** Runs a scheduled job now. */
  run(job: string): Promise<void>
  close(): Promise<void>
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type House = Awaited<ReturnType<typeof openHouse>>
type Place = { readonly database: TestDatabase; readonly home: string }

interface RequestOptions {
  readonly as?: string
  /** An object is sent as JSON; a text or bytes as they are. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
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

/** A new app; the caller closes it. `beside` opens a second server on the database of a first one, with its clock. */
export async function openTestApp({ beside, limitRates = false, log = silentLog }: { beside?: TestApp; limitRates?: boolean; log?: Log } = {}): Promise<TestApp> {
  const place = beside?.place ?? { database: await createTestDatabase(), home: await mkdtemp(path.join(os.tmpdir(), 'yihu-home-')) }
  const clock = beside?.clock ?? fixedClock(MORNING)
  const house = await openHouse({ config: readConfig({ DATABASE_URL: place.database.url, YIHU_HOME: place.home }), clock, log })
  const { context } = house
  if (!beside) await loadSmallStreet(context)
  const dispatcher = await startEvents({ db: context.db, url: house.url, log, modules, contextOf: () => context })
  dispatcher.live.subscribe(house.relay)
  const { app, routes } = await createApp(context, { checkAnswers: true, limitRates })
  await app.ready()
  return {
    clock, context, routes, place,
    ...exchanges(app),
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    settle: () => dispatcher.drain(),
    async run(name) {
      const job = modules.flatMap(({ jobs = [] }) => jobs).find((one) => one.name === name)
      if (!job) throw new Error(`there is no job ${name}`)
      await job.run(context)
    },
    async close() {
      await app.close()
      await dispatcher.stop()
      await house.close()
      if (beside) return
      await place.database.drop()
      await rm(place.home, { recursive: true, force: true })
    },
  }
}

type App = Awaited<ReturnType<typeof createApp>>['app']

function exchanges(app: App): Pick<TestApp, 'request' | 'appeal' | 'find' | 'raise' | 'move' | 'refused' | 'upload' | 'tokenOf'> {
  const { request, tokenOf } = signedRequests(app)
  const find: TestApp['find'] = async (number) => {
    const { body } = await request<{ cases: { id: string; number: string }[] }>('POST', 'cases/find', { body: { q: number }, as: 'duty' })
    const id = body.cases.find((one) => one.number === number)?.id
    return (await request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body
  }
  const appeal: TestApp['appeal'] = async (form) => {
    const { status, body } = await request<{ number: string; queryCode: string }>('POST', `/api/v1${raiseAppeal.path}`, { body: form })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  return {
    request, tokenOf, find, appeal,
    async raise(form) {
      const { number, queryCode } = await appeal(form)
      return { ...(await find(number)), queryCode }
    },
    async move(as, id, form) {
      const { status, body } = await request<CaseDetail>('POST', `cases/${id}/moves`, { as, body: form })
      expect({ status, body: status === 200 ? null : body }, `${as} ${form.move}`).toEqual({ status: 200, body: null })
      return body
    },
    async refused(as, id, form) {
      const { status, body } = await request<{ error?: { code: string } }>('POST', `cases/${id}/moves`, { as, body: form })
      return status === 200 ? 'allowed' : (body.error?.code ?? String(status))
    },
    upload({ bytes, name = 'photo.jpg', type = 'image/jpeg' }, { as, url = 'files' } = {}) {
      const line = '----yihu-test'
      const head = `--${line}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${line}--\r\n`)])
      return request('POST', url, { ...(as === undefined ? {} : { as }), body, headers: { 'content-type': `multipart/form-data; boundary=${line}` } })
    },
  }
}

/** Requests as somebody; who was away for too long signs in again, as people do. */
function signedRequests(app: App): Pick<TestApp, 'request' | 'tokenOf'> {
  const tokens = new Map<string, string>()
  const send = async <T>(method: Method, url: string, { token, body, headers }: Pick<RequestOptions, 'body' | 'headers'> & { token?: string | undefined }): Promise<Answer<T>> => {
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
    const { body } = await send<{ token: string }>('POST', 'session', { body: { username, password: DEMO_PASSWORD } })
    tokens.set(username, body.token)
    return body.token
  }
  return {
    tokenOf,
    async request(method, url, { as, ...rest } = {}) {
      if (as === undefined) return send(method, url, rest)
      const first = await send<never>(method, url, { ...rest, token: await tokenOf(as) })
      if (first.status !== 401) return first
      tokens.delete(as)
      return send(method, url, { ...rest, token: await tokenOf(as) })
    },
  }
}
