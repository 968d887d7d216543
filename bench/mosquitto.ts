import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stopChild } from './server.ts'

const PROGRAMS = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto']

/** A Mosquitto of this machine on a port of its own. */
export interface Mosquitto {
  readonly port: number
  readonly child: ChildProcess
  stop(): Promise<void>
}

/** Why there is no figure. */
export const MISSING = 'Mosquitto is not installed here (apt-get install mosquitto)'

/** Starts Mosquitto without persistence, letting everybody in; null where it is not installed. The port may be that of one that was stopped. */
export async function startMosquitto({ port = 0, persists = false }: { port?: number; persists?: boolean } = {}): Promise<Mosquitto | null> {
  const program = PROGRAMS.find((one) => existsSync(one))
  if (program === undefined) return null
  const own = port === 0 ? await freePort() : port
  const folder = fileURLToPath(new URL(`../var/bench/mosquitto-${own}/`, import.meta.url))
  mkdirSync(folder, { recursive: true, mode: 0o777 })
  const lines = [`listener ${own} 127.0.0.1`, 'allow_anonymous true', 'max_queued_messages 0', 'max_inflight_messages 0', 'log_type error', 'set_tcp_nodelay true', `persistence ${String(persists)}`, `persistence_location ${folder}`, 'autosave_interval 1', 'user root']
  writeFileSync(`${folder}mosquitto.conf`, `${lines.join('\n')}\n`)
  const child = spawn(program, ['-c', `${folder}mosquitto.conf`], { stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; !(await isOpen(own)); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error('Mosquitto did not start')
    await sleep(50)
  }
  return { port: own, child, stop: () => stopChild(child) }
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = server.address() as AddressInfo // it listens on a port
  await new Promise((resolve) => { server.close(resolve) })
  return port
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
    socket.on('error', () => { resolve(false) })
  })
}
