/**
 * The embedded database: a real PostgreSQL out of npm, kept under the home folder, started when needed, adopted when a
 * killed server left it running, shared by every process that opens it, stopped by the last one that leaves.
 */
export { openPostgres } from './open.ts'
export type { EmbeddedPostgres } from './open.ts'
export { openTemporaryPostgres } from './temporary.ts'
