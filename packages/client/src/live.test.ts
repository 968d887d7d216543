import { afterEach, expect, test } from 'vitest'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { followEvents } from './index.ts'
import type { LiveState } from './index.ts'

const ends: (() => void)[] = []
afterEach(() => { for (const end of ends.splice(0)) end() })

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => { server.closeAllConnections(); server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events` // a TCP server has an address object
}

function follow(url: string, silentMs?: number) {
  const topics: string[] = []
  const states: LiveState[] = []
  const { stop } = followEvents({ url, onEvent: ({ topic }) => topics.push(topic), onState: (state) => states.push(state), ...(silentMs ? { silentMs } : {}) })
  ends.push(stop)
  return { topics, states, stop }
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 30_000
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('did not happen')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('after a break the stream is taken up where it ended', async () => {
  const asked: (string | undefined)[] = []
  const url = await serve((request, response) => {
    asked.push(request.headers['last-event-id']?.toString())
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end('id: e7\nevent: case.moved\ndata: {"id":"e7","topic":"case.moved","at":"","data":{"id":"c1"}}\n\n')
  })
  const { topics, states } = follow(url)
  await until(() => asked.length >= 2)
  expect(asked.slice(0, 2)).toEqual([undefined, 'e7'])
  expect(topics[0]).toBe('case.moved')
  expect(states.slice(0, 3)).toEqual(['connecting', 'open', 'closed'])
})

test('a stream that falls silent is given up and begun again', async () => {
  let streams = 0
  const url = await serve((_request, response) => {
    streams += 1
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
  })
  const { states } = follow(url, 80)
  await until(() => streams >= 2)
  expect(states).toContain('closed')
})

test('whoever is not logged in is not asked again and again', async () => {
  let asked = 0
  const url = await serve((_request, response) => {
    asked += 1
    response.writeHead(401).end()
  })
  const { states } = follow(url)
  await until(() => states.includes('refused'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(asked).toBe(1)
})
