import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Rows of the table: id, where it works, which tests show it. */
const rows = readFileSync(at('docs/mission.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]-\d+ /u.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/gu, '')))
  .map(([id = '', , where = '', tests = '']) => ({ id, where, tests: [...tests.matchAll(/`([^`]+)`/gu)].map(([, path = '']) => path) }))

it('names a test for everything that is said to work, and every named test exists', () => {
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter(({ where, tests }) => (where === 'not yet') !== (tests.length === 0)).map(({ id }) => id)).toEqual([])
  expect(rows.flatMap(({ tests }) => tests).filter((path) => !existsSync(at(path)))).toEqual([])
})
