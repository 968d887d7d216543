import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origin of the server under test, without a slash at the end. */
    readonly origin: string
    /** Where devices connect (MQTT). */
    readonly mqttPort: number
  }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const READY_WITHIN_MS = 300_000
const STOP_WITHIN_MS = 20_000

/** One real server with the demo street (of its people one community) for all stories, on a home of its own; built pages as `npm start` builds them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build()
  const mqttPort = await freePort()
  const home = await mkdtemp(path.join(os.tmpdir(), 'yihu-e2e-'))
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'apps/server/src/main.ts'], {
    cwd: root,
    env: { ...ownEnvironment(), PORT: '0', YIHU_MQTT_PORT: String(mqttPort), YIHU_HOME: home, YIHU_DEMO: 'few' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tell = (code: number | null, signal: string | null) => process.stderr.write(`the server has ended by itself (${code ?? signal})\n`)
  const close = async () => {
    server.off('close', tell)
    await stopped(server)
    await rm(home, { recursive: true, force: true })
  }
  try {
    project.provide('origin', await originOf(server))
    project.provide('mqttPort', mqttPort)
    server.on('close', tell)
  } catch (error) {
    await close()
    throw error
  }
  return close
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = server.address() as AddressInfo // it listens on a port
  await new Promise((resolve) => { server.close(resolve) })
  return port
}

/** Nothing of the developer's own installation reaches the server under test. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, YIHU_KEY_FILE: _key, YIHU_MQTT_URL: _broker, HOST: _host, VITEST: _vitest, NODE_ENV: _mode, ...rest } = process.env
  return rest
}

/** Builds what is missing or stale (tools/build.mjs). */
async function build(): Promise<void> {
  const builder = spawn(process.execPath, ['tools/build.mjs', 'console', 'resident', 'patrol', 'miniapp'], { cwd: root, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve) => builder.on('close', resolve))
  if (code !== 0) throw new Error('an app did not build (see above)')
}

/** Waits for the line «ready http://… in N s». */
function originOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const timer = setTimeout(() => reject(new Error(`the server was not ready in ${READY_WITHIN_MS / 1000} s:\n${output}`)), READY_WITHIN_MS)
    const listen = (chunk: Buffer) => {
      output += chunk.toString()
      const origin = /^ready (\S+) in /m.exec(output)?.[1]
      if (origin === undefined) return
      clearTimeout(timer)
      resolve(origin)
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      process.stderr.write(chunk)
    })
    server.on('close', (code) => {
      clearTimeout(timer)
      reject(new Error(`the server ended with ${code}:\n${output}`))
    })
  })
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.on('close', resolve))
  server.kill('SIGTERM')
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(timer)
}
