// The index of packages/scenarios and docs/scenarios.md, from the files of the scenarios. Alone: `node tools/run.mjs tools/gen-scenarios.ts`.
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../packages/scenarios/src/', import.meta.url))
const page = fileURLToPath(new URL('../docs/scenarios.md', import.meta.url))

/** Writes the index first: the page is made from what it then lists. */
export async function generateScenarios(): Promise<void> {
  const ids = (await readdir(source))
    .filter((file) => /^[a-z-]+\.ts$/u.test(file) && file !== 'index.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted()
  await writeFile(path.join(source, 'index.ts'), indexOf(ids))
  const { SCENARIOS, scenariosPage } = await import('../packages/scenarios/src/index.ts')
  await writeFile(page, scenariosPage(SCENARIOS))
}

/** The index of scenarios with these ids, in this order. */
export function indexOf(ids: readonly string[]): string {
  const name = (id: string): string => id.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase())
  return `// Made by \`npm run gen\` from the files beside it; do not edit. A new scenario is one new file.
${ids.map((id) => `import ${name(id)} from './${id}.ts'`).join('\n')}
import type { Scenario } from './define/shape.ts'

export { scenariosPage } from './book/page.ts'
export { reasonText, ruleLines } from './book/rule.ts'
export { messageText } from './book/message.ts'
export { settingLines, valueText } from './book/settings.ts'
export { DEDUPE_KEYS, EMERGENCIES, MODULES, PROOFS, ROLES, SEVERITIES, UNITS, WAYS } from './define/choices.ts'
export { campaignDates } from './define/campaign.ts'
export { DURATION_UNITS } from './define/parameters.ts'
export { whenCaseText } from './book/lines.ts'
export { playExample, playMessages } from './run/play.ts'
export type { Emergency, Role } from './define/choices.ts'
export type { Parameter, Settings } from './define/parameters.ts'
export type { Rung, Scenario } from './define/shape.ts'

/** Every scenario, by id. */
export const SCENARIOS: readonly Scenario[] = [
${ids.map((id) => `  ${name(id)},`).join('\n')}
]
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateScenarios()
