import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openClient, withDatabase } from '../src/kernel/db/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server's maintenance database. */
    testServer: string
    /** Name of the migrated template database. */
    testTemplate: string
  }
}

/** A database of its own for a test file. */
export interface TestDatabase {
  /** Owner's URL; pass it to `openDb`. */
  readonly url: string
  /** Remove it; remaining connections are cut. */
  drop(): Promise<void>
}

/** Clone the migrated template (about 50 ms). Call `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `yihu_t_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} template ${inject('testTemplate')} strategy file_copy`)
  return { url: withDatabase(server, name), drop: () => run(server, `drop database if exists ${name} with (force)`) }
}

async function run(server: string, statement: string): Promise<void> {
  const client = openClient(server, { size: 1, name: 'yihu-test' })
  try {
    await client.unsafe(statement)
  } finally {
    await client.end()
  }
}
