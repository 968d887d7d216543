import type { TestProject } from 'vitest/node'
import { readTestDatabaseUrl } from '../src/config.ts'
import { migrate, openClient, withDatabase } from '../src/kernel/db/index.ts'
import { openTemporaryPostgres } from '../src/kernel/postgres/index.ts'
import type {} from './database.ts' // declares what is provided

/** One PostgreSQL and one migrated template database per run; TEST_DATABASE_URL names another server to use. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = readTestDatabaseUrl()
  const server = external === undefined ? await openTemporaryPostgres() : { url: external, stop: () => Promise.resolve() }
  const template = `yihu_template_${process.pid}`
  try {
    await onServer(server.url, `create database ${template}`)
    await migrate(withDatabase(server.url, template))
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('testServer', server.url)
  project.provide('testTemplate', template)
  return async () => {
    if (external !== undefined) await onServer(server.url, `drop database ${template} with (force)`)
    await server.stop()
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = openClient(url, { size: 1, name: 'yihu-test' })
  try {
    await client.unsafe(statement)
  } finally {
    await client.end()
  }
}
