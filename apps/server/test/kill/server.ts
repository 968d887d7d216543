import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** A real server process with its own embedded database. */
export interface ServerProcess {
  readonly base: string
  /** From the start of the process to the line `ready`, milliseconds. */
  readonly readyMs: number
  /** The process is gone in an instant, as when somebody pulls the plug on it. */
  kill(): Promise<void>
  /** Asked politely. */
  stop(): Promise<number | null>
}

/**
 * Starts `main.ts` on `home` and waits for its line `ready`.
 * @throws Error with what the server said when it does not come up
 */
export async function startServer(home: string): Promise<ServerProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: '/usr/bin:/bin', HOME: home, PORT: '0', YIHU_HOME: home, YIHU_DEMO: '0', YIHU_MQTT_PORT: '0', YIHU_FLOOD_PER_MINUTE: '10000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const port = await readyPort(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const send = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return {
    base: `http://127.0.0.1:${port}/api/v1`,
    readyMs: performance.now() - started,
    kill: async () => void (await send('SIGKILL')),
    stop: () => send('SIGTERM'),
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const port = /^ready http:\/\/localhost:(\d+) in/mu.exec(said)?.[1]
      if (port) resolve(Number(port))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)) })
  })
}

/** Kills the database's own first process too, as when the whole machine goes down. Its children see that and end. */
export async function killDatabase(home: string): Promise<void> {
  const text = await readFile(path.join(home, 'pg', 'data', 'postmaster.pid'), 'utf8')
  const pid = Number(text.split('\n')[0])
  if (!Number.isInteger(pid) || pid < 2) throw new Error('the database has no process')
  process.kill(pid, 'SIGKILL')
}
