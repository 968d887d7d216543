import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConll } from '@yihu/domain'
import { buildStreet, foreignAddresses, noisyAddresses } from '@yihu/town'
import { createAreaIndex, storedOf } from '../platform/areas/index.ts'

const [NOISY, FOREIGN, SURE] = [10_000, 1000, 0.5]
const SHOWN = 8

/**
 * `eval resolver [--foreign A.txt]`: noisy addresses of the demo street and others that are not in it; right means
 * answered at 0.5 and above. With a file (CoNLL) its addresses, all from elsewhere, count as well.
 */
export async function evaluateResolver(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { foreign: { type: 'string' } } })
  const street = buildStreet()
  const { resolveAddress } = createAreaIndex(storedOf(street.areas))
  resolveAddress('') // opens the address book
  const said = [...noisyAddresses(street, { count: NOISY })]
  const before = process.cpuUsage()
  const found = said.map(({ text }) => resolveAddress(text))
  const used = process.cpuUsage(before)
  const rows = said.map((one, at) => {
    const answer = found[at] && found[at].confidence >= SURE ? found[at] : null
    const isBuilding = answer?.areaCode === one.buildingCode
    return { text: one.text, isBuilding, isUnit: isBuilding && answer.unit === one.unit, isRoom: isBuilding && answer.unit === one.unit && answer.room === one.room, isWrong: answer !== null && !isBuilding && !isAbove(answer.areaCode, one.buildingCode) }
  })
  const share = (of: 'isBuilding' | 'isUnit' | 'isRoom' | 'isWrong'): number => rows.filter((row) => row[of]).length / NOISY
  const sure = (text: string): boolean => (resolveAddress(text)?.confidence ?? 0) >= SURE
  const foreign = [...foreignAddresses(street, { count: FOREIGN })].filter(sure)
  const real = values.foreign === undefined ? [] : readConll(await readFile(values.foreign, 'utf8')).map(({ tokens }) => tokens.join(''))
  const realSure = real.filter(sure)
  return {
    n: NOISY, building: share('isBuilding'), unit: share('isUnit'), room: share('isRoom'), wrongPlace: share('isWrong'),
    missed: rows.filter(({ isUnit }) => !isUnit).slice(0, SHOWN).map(({ text }) => text), roomsMissed: rows.filter(({ isUnit, isRoom }) => isUnit && !isRoom).slice(0, SHOWN).map(({ text }) => text),
    foreign: { n: FOREIGN, sure: foreign.length, examples: foreign.slice(0, SHOWN) },
    ...(values.foreign === undefined ? {} : { foreignFile: { n: real.length, sure: realSure.length, examples: realSure.slice(0, SHOWN) } }),
    perProcessorSecond: Math.round(NOISY / ((used.user + used.system) / 1e6)),
  }
}

/** Codes of buildings begin with the codes of what they stand in. */
function isAbove(code: string, building: string): boolean {
  return building.startsWith(code)
}
