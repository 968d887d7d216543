// Test process: open the embedded PostgreSQL of a home, say so, and live until killed (or leave when told to).
import { silentLog } from '../log.ts'
import { openPostgres } from './index.ts'

const [, , home = '', what] = process.argv
const server = await openPostgres({ home, log: silentLog, settings: { shared_buffers: '16MB', fsync: 'off' } })
process.stdout.write(`${server.adopted ? 'adopted' : 'started'} ${server.folder}\n`)
if (what === 'leave') await server.stop()
else setInterval(() => undefined, 60_000)
