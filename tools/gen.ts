// Write the generated files: index of the scenarios, row types and schema dump of the database, docs. `npm run gen`; CI compares them with git.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '../apps/server/src/kernel/db/index.ts'
import { describeDatabase } from '../apps/server/src/kernel/db/generate.ts'
import { openTemporaryPostgres } from '../apps/server/src/kernel/postgres/index.ts'
import { generateDocs } from './gen-docs.ts'
import { generateScenarios } from './gen-scenarios.ts'

const server = fileURLToPath(new URL('../apps/server/', import.meta.url))

/** Migrate a throw-away database, write down what it became, and describe the server that runs on it. */
async function generate(): Promise<void> {
  const postgres = await openTemporaryPostgres()
  try {
    await migrate(postgres.url)
    const { types, dump } = await describeDatabase(postgres.url)
    await writeFile(path.join(server, 'src/kernel/db/schema.gen.ts'), types)
    await writeFile(path.join(server, 'migrations/schema.sql'), dump)
    await generateDocs(postgres.url)
  } finally {
    await postgres.stop()
  }
}

await generateScenarios()
await generate()
