import { readConfig } from '../config.ts'
import { openHouse } from '../house.ts'
import type { House } from '../house.ts'
import { systemClock } from '../kernel/clock.ts'
import { createLog } from '../kernel/log.ts'
import type { Log } from '../kernel/log.ts'

/** Warnings and errors on standard error. */
export function commandLog(): Log {
  return createLog({ level: 'warn', to: { write: (line) => void process.stderr.write(line) } })
}

/** Runs on the same database, keys and files as the server, whether that is running or not. */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse({ config: readConfig(), clock: systemClock, log: commandLog() })
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}
