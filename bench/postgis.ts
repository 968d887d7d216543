import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { freePort } from './mosquitto.ts'
import { stopChild } from './server.ts'

const BIN = '/usr/lib/postgresql/15/bin'
const EXTENSION = '/usr/share/postgresql/15/extension/postgis.control'
/** The server's own margin around a tile, in its units of 4096. */
const MARGIN = 64 / 4096

/** Why there is no figure. */
export const MISSING = 'PostGIS is not installed here (apt-get install postgresql-15-postgis-3)'

/** A thing as our own OGC API tells it. */
export interface Feature {
  readonly id: string
  readonly geometry: object
  readonly properties: Readonly<Record<string, unknown>>
}

/** A PostGIS of this machine with the same things in it. */
export interface PostGis {
  load(layer: string, features: readonly Feature[]): Promise<void>
  /** Milliseconds that a tile takes, and its bytes. */
  tile(layer: string, at: { readonly z: number; readonly x: number; readonly y: number }): Promise<{ readonly ms: number; readonly bytes: number }>
  stop(): Promise<void>
}

/** Starts PostgreSQL 15 with PostGIS in a folder of its own, as much memory as our own database has; null where it is not installed. */
export async function startPostGis(): Promise<PostGis | null> {
  if (!existsSync(`${BIN}/postgres`) || !existsSync(EXTENSION)) return null
  const folder = fileURLToPath(new URL('../var/bench/postgis', import.meta.url))
  const [port, account] = [await freePort(), accountOf()]
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account) chownSync(folder, account.uid, account.gid)
  const by = { ...account, stdio: 'ignore' as const, cwd: '/' }
  execFileSync(`${BIN}/initdb`, ['-D', folder, '-U', 'bench', '--auth=trust', '--no-sync'], by)
  const child = spawn(`${BIN}/postgres`, ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'shared_buffers=128MB', '-c', 'jit=off'], by)
  const sql = openClient(`postgresql://bench@127.0.0.1:${port}/postgres`, { size: 1, name: 'yihu-bench', session: {} })
  await untilOpen(() => sql.unsafe('create extension if not exists postgis'))
  return {
    async load(layer, features) {
      await sql.unsafe(`create table "${layer}" (id text, title text, tone text, geom geometry(Geometry, 3857))`)
      await sql.unsafe(`insert into "${layer}" select f ->> 'id', f -> 'properties' ->> 'title', f -> 'properties' ->> 'tone', st_transform(st_setsrid(st_geomfromgeojson(f -> 'geometry'), 4326), 3857) from json_array_elements($1::text::json) f`, [JSON.stringify(features)])
      await sql.unsafe(`create index on "${layer}" using gist (geom)`)
      await sql.unsafe(`vacuum (analyze) "${layer}"`)
    },
    async tile(layer, { z, x, y }) {
      const started = performance.now()
      const [row] = await sql.unsafe<{ tile: Uint8Array }[]>(`
        select st_asmvt(t, '${layer}', 4096, 'geom') as tile from (
          select id, title, tone, st_asmvtgeom(geom, st_tileenvelope($1, $2, $3), 4096, 64, true) as geom from "${layer}" where geom && st_tileenvelope($1, $2, $3, margin => ${MARGIN})
        ) t`, [z, x, y], { prepare: true })
      return { ms: performance.now() - started, bytes: row?.tile.length ?? 0 }
    },
    async stop() {
      await sql.end()
      await stopChild(child)
    },
  }
}

/** PostgreSQL refuses to run as root: the package's own user does. */
function accountOf(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  return { uid, gid }
}

async function untilOpen(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask()
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => { setTimeout(resolve, 100) })
    }
  }
}
