// `npm run -s faults:kill [-- --rounds 30]`: kill -9 of the real server under load, on the embedded database. Prints one JSON object.
import { parseArgs } from 'node:util'
import { killRounds } from '../../apps/server/test/kill/rounds.ts'

const MOST_MS = 5000

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const figures = await killRounds({ rounds: Number(values.rounds), log: (line) => process.stderr.write(`${line}\n`) })
const { readyMs, ...rest } = figures
const at = (share: number) => readyMs[Math.min(readyMs.length - 1, Math.floor(readyMs.length * share))] ?? 0
process.stdout.write(`${JSON.stringify({ ...rest, ready: { medianMs: at(0.5), p90Ms: at(0.9), maxMs: at(1), over5s: readyMs.filter((ms) => ms > MOST_MS).length } }, null, 2)}\n`)
// Times are told, not judged: machines are shared and noisy.
process.exit(figures.faults.length > 0 ? 1 : 0)
