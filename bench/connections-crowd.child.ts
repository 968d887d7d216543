// Many readers of a stream of events, by raw sockets. Every event carries one `~`; tells its parent how many the slowest of the quick has.
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** What the parent asks for, once. */
export interface Gathering {
  readonly port: number
  readonly path: string
  /** Bearer tokens, taken in turns. */
  readonly tokens: readonly string[]
  readonly count: number
}

/** So many of them read slowly from now on; all counting begins anew. */
export interface Turn {
  readonly turn: number
  readonly slow: number
}

/** What it tells: how many are there, and how many events the slowest of the quick has. */
export interface Progress {
  readonly turn: number
  readonly connected: number
  readonly least: number
}

const MARK = '~'.codePointAt(0)
const SLOW_MS = 1000
const TOLD_EVERY_MS = 5
/** One for all: what is read is counted at once. */
const buffer = Buffer.allocUnsafe(65_536)

let gathering: Gathering | undefined
let counts = new Uint32Array()
const sockets: (Socket | undefined)[] = []
let [turn, slow] = [0, 0]

process.on('message', (message: Gathering | Turn) => {
  if ('slow' in message) {
    ;({ turn, slow } = message)
    counts.fill(0)
    return
  }
  gathering = message
  counts = new Uint32Array(message.count)
  for (let n = 0; n < message.count; n += 1) open(message, n)
})
process.on('disconnect', () => { process.exit(0) })

function open({ port, path, tokens }: Gathering, n: number): void {
  let isHeard = false
  const read = (length: number): boolean => {
    if (!isHeard) sockets[n] = socket
    isHeard = true
    const chunk = buffer.subarray(0, length)
    for (let at = chunk.indexOf(MARK ?? 0); at >= 0; at = chunk.indexOf(MARK ?? 0, at + 1)) counts[n] = (counts[n] ?? 0) + 1
    if (n >= slow) return true
    setTimeout(() => { socket.resume() }, SLOW_MS)
    return false
  }
  const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback: read } })
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens[n % tokens.length] ?? ''}\r\n\r\n`)
  socket.on('error', () => { socket.destroy() })
  socket.on('close', () => {
    sockets[n] = undefined
    setTimeout(() => { if (gathering) open(gathering, n) }, SLOW_MS)
  })
}

setInterval(() => {
  let least = Number.POSITIVE_INFINITY
  for (let n = slow; n < counts.length; n += 1) least = Math.min(least, counts[n] ?? 0)
  const progress: Progress = { turn, connected: sockets.reduce((sum, socket) => sum + (socket ? 1 : 0), 0), least }
  process.send?.(progress)
}, TOLD_EVERY_MS)
