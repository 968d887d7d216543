import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { playExample, SCENARIOS, scenariosPage } from '@yihu/scenarios'
import type { Scenario } from '@yihu/scenarios'
import { indexOf } from './gen-scenarios.ts'

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** The file that docs/new-scenario.md tells a street to begin with, as it would lie beside the others. */
async function ofThePage(): Promise<Scenario> {
  const [, code = ''] = /^```ts\n(.*?)^```/msu.exec(await readFile(at('../docs/new-scenario.md'), 'utf8')) ?? []
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-scenario-'))
  try {
    const file = path.join(folder, 'scenario.ts')
    await writeFile(file, code.replace('./define/index.ts', pathToFileURL(at('../packages/scenarios/src/define/index.ts')).href))
    const { default: scenario } = (await import(file)) as { default: Scenario } // checked by defineScenario while it is imported
    return scenario
  } finally {
    await rm(folder, { recursive: true })
  }
}

it('one more scenario is one file: the one in the docs rings as its examples say, and index and page take it in', async () => {
  const added = await ofThePage()
  expect(SCENARIOS.some(({ id, name }) => id === added.id || name === added.name)).toBe(false)
  for (const example of added.examples) expect([playExample(added, example).rings, playExample(added, example).clears], example.does).toEqual([example.rings, example.clears ?? []])
  expect(indexOf([...SCENARIOS.map(({ id }) => id), added.id])).toContain(`import looseSignboard from './loose-signboard.ts'`)
  expect(scenariosPage([...SCENARIOS, added])).toContain(`### ${added.name}`)
})
