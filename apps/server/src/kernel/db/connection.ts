import postgres from 'postgres'
import { PostgresJSDialect } from 'kysely-postgres-js'
import type { PostgresJSReservedSql, PostgresJSSql } from 'kysely-postgres-js'

/** How a pool behaves: its size, its session settings, and whether bare SQL may hold several statements. */
export interface PoolOptions {
  readonly size: number
  /** Name shown in pg_stat_activity. */
  readonly name: string
  /** Session settings sent at connect, e.g. `{ statement_timeout: '30000' }`. */
  readonly session?: Readonly<Record<string, string>>
  /** SQL without parameters goes by the simple protocol, so a migration may hold many statements. */
  readonly script?: boolean
}

/** What a database URL says, as both drivers (postgres.js and pg) want it. */
export interface Address {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** Further parameters of the URL, such as `sslmode`. */
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * Read a `postgresql://` URL. As in libpq, `?host=` overrides the host and may be the folder of a Unix socket
 * (postgres.js by itself does not understand that).
 * @throws Error without the URL in its text, because a URL holds a password.
 */
export function parseAddress(url: string): Address {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw new Error('DATABASE_URL is not a postgresql:// URL')
  const parsed = new URL(url)
  const { host, ...parameters } = Object.fromEntries(parsed.searchParams)
  const user = decodeURIComponent(parsed.username) || 'postgres'
  return {
    host: host ?? (parsed.hostname || 'localhost'),
    port: Number(parsed.port || 5432),
    user,
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)) || user,
    parameters,
  }
}

/** The same URL with another database name. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return parsed.toString()
}

/** int8 as a number; beyond 2^53 as bigint, so that a silent loss is impossible. */
function parseInt8(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

const asText = (value: unknown): string => String(value)
const asIs = (value: string): string => value
const asDay = (value: unknown): string => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value))
const asInstant = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

/** PostgreSQL types by oid → JavaScript: int8 and numeric → number, date → 'YYYY-MM-DD', timestamptz → Date. */
const types = {
  bigint: { to: 20, from: [20], serialize: asText, parse: parseInt8 },
  numeric: { to: 1700, from: [1700], serialize: asText, parse: Number },
  date: { to: 1184, from: [1114, 1184], serialize: asInstant, parse: (text: string) => new Date(text) },
  day: { to: 1082, from: [1082], serialize: asDay, parse: asIs },
}

/** A postgres.js client. `types` above apply; notices are dropped. */
export function openClient(url: string, options: PoolOptions): postgres.Sql {
  const { host, port, user, password, database, parameters } = parseAddress(url)
  const { sslmode, ...session } = parameters
  return postgres({
    host,
    port,
    user,
    password,
    database,
    ...(sslmode === undefined || sslmode === 'disable' ? {} : { ssl: sslmode as 'require' }), // reason: postgres.js checks it
    max: options.size,
    // reason: postgres.js types each parser on its own, a mixed record needs the cast
    types: types as unknown as Record<string, postgres.PostgresType>,
    connection: { application_name: options.name, TimeZone: 'UTC', ...session, ...options.session },
    onnotice: () => undefined,
    connect_timeout: 10,
    // By default an hour at most; one that is lent then is never ended, and `end` waits for it for ever.
    max_lifetime: null,
  })
}

/** Transactions under way elsewhere in a pool that is being replaced may end; no statement of a request runs longer. */
const REPLACED_SECONDS = 30

/**
 * A Kysely dialect over postgres.js clients. When a connection is lost or cannot be made, the next reservation opens a
 * client of its own: postgres.js keeps the server's last error of a connection and, once connected again, would refuse
 * with it or never answer.
 */
export function dialectOver(open: () => postgres.Sql, options: { script?: boolean } = {}): PostgresJSDialect {
  const lent = createCount()
  let client = open()
  const replace = (lost: postgres.Sql): void => {
    if (lost !== client) return
    client = open()
    void lost.end({ timeout: REPLACED_SECONDS }).catch(() => undefined)
  }
  const pool: PostgresJSSql = {
    options: { max: client.options.max },
    // postgres.js would wait for ever for a connection that is lent when it is told to end.
    end: async (end) => {
      await lent.close()
      await client.end(end)
    },
    reserve: async () => {
      lent.add()
      const asked = client
      const reserved = await asked.reserve().catch((error: unknown) => {
        lent.remove()
        replace(asked)
        throw error
      })
      const typed = withServerTypes(asked, { reserved, script: options.script ?? false, onLost: () => { replace(asked) } })
      return { ...typed, release: () => { typed.release(); lent.remove() } }
    },
  }
  // reason: the dialect recognises a client by being a function with `reserve`
  return new PostgresJSDialect({ postgres: () => pool })
}

/** Counts what is lent; once closed lends no more and waits until everything is back. */
function createCount() {
  let count = 0
  let onEmpty: (() => void) | undefined
  return {
    add(): void {
      if (onEmpty) throw new Error('the database is closed')
      count += 1
    },
    remove(): void {
      count -= 1
      if (count === 0) onEmpty?.()
    },
    close: () => new Promise<void>((resolve) => {
      onEmpty = resolve
      if (count === 0) resolve()
    }),
  }
}

/**
 * Let the server say each parameter's type. postgres.js guesses the type of booleans, dates and of arrays by their
 * first element, and the guess is wrong for jsonb columns and for boolean and date arrays.
 */
function withServerTypes(client: postgres.Sql, { reserved, script, onLost }: { reserved: postgres.ReservedSql; script: boolean; onLost: () => void }): PostgresJSReservedSql {
  const watch = watchLoss(onLost)
  return {
    release: () => {
      if (!watch.isLost()) reserved.release()
      watch.end()
    },
    unsafe: (text: string, parameters: unknown[] = [], query: Record<string, unknown> = {}) => {
      const isRollback = /^rollback$/iu.test(text)
      if (watch.isLost() && !isRollback) throw new ConnectionLost()
      if (script && parameters.length === 0) return reserved.unsafe(text)
      const send = () => reserved.unsafe(text, parameters.map((value) => untyped(client, value)), { ...query, ...watch.options })
      return isRollback ? rolledBack(watch.isLost() ? watch.lost : send(), watch) : send()
    },
  }
}

/**
 * A lost connection has rolled back by itself: saying so keeps the error that came first. postgres.js may hold the
 * statement back until one before it is done, and for ever when the connection ends meanwhile.
 */
function rolledBack(sent: Promise<unknown>, { lost, isLost }: Pick<Watch, 'lost' | 'isLost'>): ReturnType<PostgresJSReservedSql['unsafe']> {
  const nothing = Object.assign([], { command: 'ROLLBACK', count: 0 })
  const done = Promise.race([sent, lost]).then(() => nothing, (error: unknown) => {
    if (isLost()) return nothing
    throw error
  })
  return Object.assign(done, { cancel: () => undefined })
}

/** The connection of a transaction has ended: nothing more can be sent over it. */
class ConnectionLost extends Error {
  readonly code = 'CONNECTION_CLOSED'
  constructor() {
    super('the database connection of this transaction was lost')
  }
}

/** What postgres.js hands out of a connection while it sends a statement. */
interface PoolConnection {
  onclose: ((error: unknown) => void) | null
}

interface Watch {
  isLost(): boolean
  /** Resolves when the connection ends while it is reserved. */
  readonly lost: Promise<undefined>
  /** To be sent along with each statement. */
  readonly options: object
  end(): void
}

/**
 * Notices when the connection behind a reservation ends. postgres.js would write the next statement, such as the
 * rollback, to a socket that is gone, which ends the process, or to a connection that meanwhile belongs to somebody else.
 */
function watchLoss(onLost: () => void): Watch {
  let connection: PoolConnection | undefined
  let isLost = false
  const { promise: lost, resolve } = Promise.withResolvers<undefined>()
  return {
    isLost: () => isLost,
    lost,
    /** The first statement of a transaction, `begin`, tells which connection it is. */
    options: {
      onexecute: (used: PoolConnection) => {
        connection = used
        used.onclose = () => {
          isLost = true
          resolve(undefined)
          onLost()
        }
        return true
      },
    },
    end: () => {
      if (connection && !isLost) connection.onclose = null
    },
  }
}

function untyped(client: postgres.Sql, value: unknown): postgres.ParameterOrJSON<never> {
  const guessed = typeof value === 'boolean' || typeof value === 'bigint' || value instanceof Date || Array.isArray(value)
  // reason: type 0 means "ask the server"; the types of postgres.js do not know parameters of unknown type
  return (guessed ? client.typed(value as never, 0) : value) as postgres.ParameterOrJSON<never>
}
