import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listCases, login, logout, moveCase, searchAll, showCase, uploadFile } from '@yihu/contracts'
import { ApiError, createClient } from './index.ts'

const id = '0198f0a0-0000-7000-8000-000000000001'
const seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = []

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (piece: string) => (body += piece))
  request.on('end', () => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    const answer = (status: number, value: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.method === 'DELETE') return response.writeHead(204).end()
    if (request.url?.includes('/moves')) {
      return answer(409, { error: { code: 'case-changed', message: '同事刚刚改过这件案子。', requestId: 'r1', fields: { note: '太长' }, current: { version: 3 } } })
    }
    if (request.url?.startsWith('/api/v1/session')) return response.writeHead(502).end('<html>bad gateway</html>')
    return answer(200, { ok: true })
  })
})

let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` // a TCP server has an address object
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('the client', () => {
  test('fills the path, leaves empty filters out and repeats nothing', async () => {
    await createClient({ base }).call(listCases, { query: { desk: 'handle', q: '', area: undefined, limit: 20 } })
    expect(seen.at(-1)?.url).toBe('/api/v1/cases?desk=handle&limit=20')
    await createClient({ base }).call(showCase, { params: { id } })
    expect(seen.at(-1)?.url).toBe(`/api/v1/cases/${id}`)
  })

  test('what somebody typed goes in a body with all its conditions, never in the address', async () => {
    await createClient({ base }).call(listCases, { query: { desk: 'handle', q: '王桂兰', area: undefined, limit: 20 } })
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/api/v1/cases/find', body: JSON.stringify({ desk: 'handle', q: '王桂兰', limit: 20 }) })
    await createClient({ base }).call(searchAll, { query: { q: '13912345678' } })
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/api/v1/search/find' })
  })

  test('sends the Bearer token when there is one', async () => {
    await createClient({ base, token: () => 'abc' }).call(showCase, { params: { id } })
    expect(seen.at(-1)?.headers['authorization']).toBe('Bearer abc')
  })

  test('a clash carries code, text, fields and the current state', async () => {
    const error = await createClient({ base }).call(moveCase, { params: { id }, body: { move: 'claim', version: 2 } }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'case-changed', status: 409, message: '同事刚刚改过这件案子。', requestId: 'r1', fields: { note: '太长' }, current: { version: 3 } })
  })

  test('an answer without content is undefined', async () => {
    expect(await createClient({ base }).call(logout)).toBeUndefined()
  })

  test('a page of some proxy becomes a plain text, not a crash', async () => {
    const error = await createClient({ base }).call(login, { body: { username: 'a', password: 'b' } }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'answer-unreadable', status: 502 })
  })

  test('no network is said in Chinese and keeps what was typed', async () => {
    const error = await createClient({ base: 'http://127.0.0.1:9/api/v1' }).call(listCases).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'offline', status: 0, message: '网络断了，内容还在，请稍后重试' })
  })

  test('a call that was given up is not called offline', async () => {
    const signal = AbortSignal.abort()
    const error = await createClient({ base }).call(listCases, { signal }).catch((e: unknown) => e)
    expect(error).not.toBeInstanceOf(ApiError)
  })

  test('a file goes as multipart field "file" with its name', async () => {
    await createClient({ base }).upload(uploadFile, { file: new File(['照片'], '井盖.jpg', { type: 'image/jpeg' }) })
    expect(seen.at(-1)?.headers['content-type']).toContain('multipart/form-data')
    expect(seen.at(-1)?.body).toContain('name="file"; filename="井盖.jpg"')
  })
})
