/**
 * The database: `openDb` gives scoped transactions over postgres.js and Kysely; `migrate` brings a database to the
 * newest schema; `checkEngine` refuses a server that cannot do what we need; `createSnapshot` holds reference data in memory.
 */
export { openDb, openKysely, sqlState, systemScope } from './db.ts'
export type { Db, Scope, Tx } from './db.ts'
export { openClient, parseAddress, withDatabase } from './connection.ts'
export { checkEngine } from './engine.ts'
export { migrate } from './migrate.ts'
export type { Database, JsonInput } from './schema.gen.ts'
export { covers, isWithin, scopeKey } from './scope.ts'
export { affected, inSlices } from './slices.ts'
export { createSnapshot } from './snapshot.ts'
export type { WithDb } from './snapshot.ts'
