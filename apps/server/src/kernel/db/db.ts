import { Kysely, sql } from 'kysely'
import type { Transaction } from 'kysely'
import { dialectOver, openClient } from './connection.ts'
import type { Database } from './schema.gen.ts'

/** What a caller may see: area paths (`'*'` = everything), units and the user. Row-level security reads it. */
export interface Scope {
  readonly paths: readonly string[] | '*'
  readonly units: readonly string[]
  readonly userId: string | null
}

/** The platform itself: jobs, event handlers, imports. Sees every row. */
export const systemScope: Scope = { paths: '*', units: [], userId: null }

/** One open transaction. */
export type Tx = Transaction<Database>

/** The database as the rest of the house uses it. */
export interface Db {
  /**
   * Run `work` in one transaction as role `yihu_app` within `scope`. Serialization failures and deadlocks
   * (40001, 40P01) are retried up to 3 times, so `work` must have no effects outside the transaction; put those
   * into `afterCommit`. Never call it inside another `transact`.
   */
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Run `effect` after the commit of `tx`; dropped on rollback. A failing effect is reported, never thrown. */
  afterCommit(tx: Tx, effect: () => void | Promise<void>): void
  /** The owner's connection, above row-level security: migrations, bookkeeping, maintenance across scopes. Not for requests. */
  readonly owner: Kysely<Database>
  /** Wait for running queries and close every connection. */
  close(): Promise<void>
}

/** Settings of `openDb`. */
export interface DbOptions {
  /** Connections for `transact`; default 16. */
  readonly poolSize?: number
  /** Longest statement of a request in milliseconds; default 30 000. */
  readonly statementTimeoutMs?: number
  /** Told of failing `afterCommit` effects; default: thrown as an uncaught exception. */
  readonly onEffectError?: (error: unknown) => void
}

type Effect = () => void | Promise<void>

const RETRIES = 3

/** Open the pools of one server. Connects lazily. */
export function openDb(url: string, options: DbOptions = {}): Db {
  const timeout = String(options.statementTimeoutMs ?? 30_000)
  // A list that joins two indexes keeps a hundred thousand rows apart; with the usual 4 MB it would look at whole pages again.
  const session = { statement_timeout: timeout, idle_in_transaction_session_timeout: '60000', work_mem: '16MB' }
  const app = openKysely(url, { size: options.poolSize ?? 16, name: 'yihu', session })
  // FORCE row-level security also binds an owner that is no superuser, therefore the owner's sessions start with scope '*'.
  const owner = openKysely(url, { size: 4, name: 'yihu-owner', session: { 'yihu.scope': '*' } })
  const effects = new WeakMap<Tx, Effect[]>()
  const onError = options.onEffectError ?? ((error: unknown) => { queueMicrotask(() => { throw error }) })
  return {
    owner,
    transact: (scope, work) => retried(() => transactOnce({ app, effects, onError }, scope, work)),
    afterCommit(tx, effect) {
      const list = effects.get(tx)
      if (!list) throw new Error('afterCommit: this transaction was not opened by transact')
      list.push(effect)
    },
    close: async () => {
      await Promise.all([app.destroy(), owner.destroy()])
    },
  }
}

interface App {
  app: Kysely<Database>
  effects: WeakMap<Tx, Effect[]>
  onError: (error: unknown) => void
}

async function transactOnce<T>({ app, effects, onError }: App, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const list: Effect[] = []
  const result = await app.transaction().execute(async (tx) => {
    effects.set(tx, list)
    await enterScope(tx, scope)
    return work(tx)
  })
  for (const effect of list) {
    try {
      await effect()
    } catch (error) {
      onError(error)
    }
  }
  return result
}

/** One round trip: the role and what it may see, until the end of the transaction. */
async function enterScope(tx: Tx, scope: Scope): Promise<void> {
  const paths = scope.paths === '*' ? '*' : arrayLiteral(scope.paths)
  await sql`select set_config('role', 'yihu_app', true), set_config('yihu.scope', ${paths}, true),
    set_config('yihu.units', ${arrayLiteral(scope.units)}, true), set_config('yihu.user', ${scope.userId ?? ''}, true)`.execute(tx)
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= RETRIES || !isConflict(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
    }
  }
}

function isConflict(error: unknown): boolean {
  const code = sqlState(error)
  return code === '40001' || code === '40P01'
}

/** The SQLSTATE of a database error (`'23505'` …), or undefined when it is not one. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

/** A bare Kysely over its own pool; `destroy()` closes it. */
export function openKysely(url: string, options: Parameters<typeof openClient>[1]): Kysely<Database> {
  return new Kysely<Database>({ dialect: dialectOver(() => openClient(url, options), { script: options.script ?? false }) })
}
