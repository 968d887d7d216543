import path from 'node:path'
import { localDate } from '@yihu/domain'
import type { Config } from './config.ts'
import type { Clock } from './kernel/clock.ts'
import type { Context } from './kernel/context.ts'
import { checkVault, openVault } from './kernel/crypto.ts'
import { checkEngine, migrate, openDb, systemScope } from './kernel/db/index.ts'
import type { Db } from './kernel/db/index.ts'
import type { Event, LiveBus } from './kernel/events/index.ts'
import { openFileStore } from './kernel/files.ts'
import type { Log } from './kernel/log.ts'
import { openPostgres } from './kernel/postgres/index.ts'
import { seedCalendar } from './platform/calendar/index.ts'
import { keepMonths } from './platform/cases/index.ts'
import { keepTrackMonths } from './platform/tracks/index.ts'
import { seedCatalogue } from './platform/catalogue/index.ts'
import { keepReadingMonths } from './platform/devices/index.ts'

/** The opened database, keys and files of one installation: what a server and the command line share. */
export interface House {
  readonly context: Context
  /** Owner's URL of the database. */
  readonly url: string
  /** Whether the database was made by this start. */
  readonly isNew: boolean
  /** Hands live events on to whoever subscribed through the context. */
  readonly relay: (event: Event) => void
  close(): Promise<void>
}

interface HouseOptions {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
}

/**
 * Opens an installation: starts or adopts the embedded database (or takes the external one), migrates it, opens keys
 * and files, brings reference data up to date.
 * @throws Error naming what is wrong with the database or the key file
 */
export async function openHouse({ config, clock, log }: HouseOptions): Promise<House> {
  const embedded = config.databaseUrl === undefined ? await openPostgres({ home: config.home, log }) : null
  const url = embedded?.url ?? config.databaseUrl ?? ''
  try {
    if (!embedded) await checkEngine(url)
    const ran = await migrate(url)
    const db = openDb(url, { onEffectError: (error) => log.error({ err: error }, 'an effect after commit failed') })
    const { live, relay } = createRelay()
    const vault = openVault(config.keyFile)
    const context: Context = { home: config.home, db, clock, log, vault, files: openFileStore({ folder: path.join(config.home, 'files'), db, clock }), live }
    const close = async () => {
      await db.close()
      await embedded?.stop()
    }
    await prepareDatabase(db, context)
    return { context, url, isNew: ran.some((name) => name.includes('ground')), relay, close }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function prepareDatabase(db: Db, context: Context): Promise<void> {
  await checkVault(db, context.vault)
  await db.transact(systemScope, async (tx) => {
    await seedCatalogue(tx, localDate(context.clock.now()))
    await seedCalendar(tx)
  })
  await keepMonths(context)
  await keepReadingMonths(context)
  await keepTrackMonths(context)
}

/** A bus that others feed: the dispatcher needs the context and the context needs its events. */
function createRelay(): { live: LiveBus; relay: (event: Event) => void } {
  const listeners = new Set<(event: Event) => void>()
  return {
    live: {
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    relay: (event) => {
      for (const listener of listeners) listener(event)
    },
  }
}
