import { createConnection } from 'node:net'

/**
 * Answers a second that a server gives to so many connections, each asking again as soon as it has its answer whole. The
 * client only counts bytes: one that takes answers apart (autocannon) costs more than the server, the more so the more
 * headers there are, and then measures itself. @throws Error when an answer is not 200 or its length changes
 */
export async function leanRateOf(url: string, { headers, connections, seconds }: { readonly headers: Readonly<Record<string, string>>; readonly connections: number; readonly seconds: number }): Promise<number> {
  const { hostname, port, host, pathname, search } = new URL(url)
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  const end = performance.now() + seconds * 1000
  const counts = await Promise.all(Array.from({ length: connections }, () => askOn({ hostname, port: Number(port), request, end })))
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}

function askOn({ hostname, port, request, end }: { readonly hostname: string; readonly port: number; readonly request: Buffer; readonly end: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port, noDelay: true })
    let [count, got, whole] = [0, 0, 0]
    const refuse = (why: string) => {
      socket.destroy()
      reject(new Error(`${hostname}:${port}: ${why}`))
    }
    socket.once('error', reject)
    socket.on('connect', () => { socket.write(request) })
    socket.on('data', (chunk) => {
      if (got === 0) {
        if (chunk.toString('latin1', 0, 12) !== 'HTTP/1.1 200') return refuse(chunk.toString('latin1', 0, 200))
        whole = lengthOf(chunk)
      }
      got += chunk.length
      if (got < whole) return
      if (got > whole) return refuse('more than one answer')
      got = 0
      count += 1
      if (performance.now() < end) socket.write(request)
      else socket.end(() => { resolve(count) })
    })
  })
}

/** Head and body of an answer; its head always comes in one piece. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.indexOf('\r\n\r\n') + 4
  return head + Number(/content-length: (\d+)/iu.exec(chunk.toString('latin1', 0, head))?.[1])
}
