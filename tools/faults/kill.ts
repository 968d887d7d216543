// `npm run -s faults:kill [-- --rounds 30]`: kill -9 of the real server under load, on the embedded database. Prints one JSON object.
import { parseArgs } from 'node:util'
import { killRounds } from '../../apps/server/test/kill/rounds.ts'

const MOST_MS = 5000
/** On a machine that is busy with other things, a start after a kill may cost this much more than a plain one. */
const MOST_RATIO = 2

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const figures = await killRounds({ rounds: Number(values.rounds), log: (line) => process.stderr.write(`${line}\n`) })
const { readyMs, ...rest } = figures
const at = (share: number) => readyMs[Math.min(readyMs.length - 1, Math.floor(readyMs.length * share))] ?? 0
const slow = readyMs.filter((ms) => ms > Math.max(MOST_MS, MOST_RATIO * rest.cleanMs)).length
process.stdout.write(`${JSON.stringify({ ...rest, ready: { medianMs: at(0.5), p90Ms: at(0.9), maxMs: at(1), over5s: readyMs.filter((ms) => ms > MOST_MS).length } }, null, 2)}\n`)
process.exit(figures.faults.length > 0 || slow > 0 ? 1 : 0)
