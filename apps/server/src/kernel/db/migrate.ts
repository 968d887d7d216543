import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'
import { openKysely } from './db.ts'

/** The folder of all migrations. */
export const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

const NAME = /^(\d{8}T\d{4}-[a-z0-9-]+)\.ts$/

/**
 * Bring the database to the newest schema, forward only, in one transaction under an advisory lock, so that several
 * servers may start at once.
 * @returns the names of the migrations that were run now.
 * @throws Error naming the migration that failed; nothing of this run is kept then.
 */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<readonly string[]> {
  const db = openKysely(url, { size: 1, name: 'yihu-migrate', script: true, session: { 'yihu.scope': '*' } })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => loadMigrations(folder) }, allowUnorderedMigrations: true })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) {
      const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'migrations'
      throw new Error(`${failed}: ${error instanceof Error ? error.message : 'unknown error'}`, { cause: error })
    }
    return results.map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

async function loadMigrations(folder: string): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).map((file) => NAME.exec(file)?.[1]).filter((name) => name !== undefined).sort()
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(path.join(folder, `${name}.ts`)).href)
    return [name, asMigration(name, loaded)]
  })
  return Object.fromEntries(await Promise.all(entries))
}

function asMigration(name: string, loaded: unknown): Migration {
  if (typeof loaded !== 'object' || loaded === null || !('up' in loaded) || typeof loaded.up !== 'function') {
    throw new Error(`migration ${name} exports no function up`)
  }
  return loaded as Migration // reason: checked just above
}
