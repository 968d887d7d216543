// The generated documents: docs/errors.md, docs/config.md and docs/api.json, from the same tables that the server runs on.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { errorCodes, ERRORS } from '../packages/contracts/src/index.ts'
import { createApp } from '../apps/server/src/app.ts'
import { Environment, readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))
const MADE = 'Made by `npm run gen`; do not edit.'

/** Writes the documents; `databaseUrl` names an empty database that may be used up. */
export async function generateDocs(databaseUrl: string): Promise<void> {
  await writeFile(path.join(docs, 'errors.md'), errorsPage())
  await writeFile(path.join(docs, 'config.md'), configPage())
  await writeFile(path.join(docs, 'api.json'), `${JSON.stringify(await apiDescription(databaseUrl), null, 2)}\n`)
}

/** Every code with its status and what a person reads. */
function errorsPage(): string {
  const rows = errorCodes.map((code) => `| \`${code}\` | ${ERRORS[code].status} | ${cell(ERRORS[code].text)} |`)
  return `# Errors\n\n${MADE} An answer that refuses is \`{"error": {"code", "message", "requestId", "fields"?, "current"?}}\`; \`{…}\` in the text is filled from the case at hand.\n\n| code | status | what a person reads |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** Every environment variable with its default. */
function configPage(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${cell(schema.description ?? '')} |`)
  return `# Configuration\n\n${MADE} Environment variables, all optional; an empty one counts as unset.\n\n| variable | default | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** Paths are shown as they read in a fresh clone. */
function defaultOf(schema: z.ZodType): string {
  if (!(schema instanceof z.ZodDefault)) return '—'
  const value = String(schema.parse(undefined))
  return `\`${path.isAbsolute(value) ? `./${path.basename(value)}` : value}\``
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}

/** The OpenAPI description, as `/api/openapi.json` answers it. */
async function apiDescription(databaseUrl: string): Promise<unknown> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'yihu-docs-'))
  const house = await openHouse({ config: readConfig({ DATABASE_URL: databaseUrl, YIHU_HOME: home }), clock: systemClock, log: silentLog })
  try {
    const { app } = await createApp(house.context)
    const { body } = await app.inject({ method: 'GET', url: '/api/openapi.json' })
    await app.close()
    return JSON.parse(body)
  } finally {
    await house.close()
    await rm(home, { recursive: true, force: true })
  }
}
