// The rival of `connections`: a bare node:http that keeps its readers in a set and puts every event into words anew for each. Prints its address; is told how many events happen.
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventOf } from './connections-event.ts'

const readers = new Set<ServerResponse>()
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.write('event: hello\ndata: {}\n\n')
  readers.add(response)
  response.on('close', () => { readers.delete(response) })
})

let said = 0
process.on('message', (count: number) => {
  for (let n = 0; n < count; n += 1) {
    said += 1
    const { topic, payload } = eventOf(said)
    for (const reader of readers) {
      reader.write(`id: ${said}\nevent: ${topic}\ndata: ${JSON.stringify({ id: String(said), topic, at: new Date().toISOString(), data: payload })}\n\n`)
    }
  }
  process.send?.(count)
})
process.on('disconnect', () => { process.exit(0) })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // it listens on a port
  console.log(`ready http://127.0.0.1:${port} in`)
})
