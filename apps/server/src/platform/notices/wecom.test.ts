import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createWecomChannel, markdownOf } from './wecom.ts'

const message = { key: 'k1', title: '案件已超期', text: '20261120-001 井盖破损' }
let server: Server | undefined

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((done) => (server ? server.close(done) : done(undefined)))
  server = undefined
})

interface Seen {
  readonly method: string | undefined
  readonly body: string
}

/** A robot that answers as told and remembers what it was sent. */
async function robot(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      seen.push({ method: request.method, body })
      answer(response, request)
    })
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/cgi-bin/webhook/send?key=secret`, seen }
}

function json(value: object): (response: ServerResponse) => void {
  return (response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

describe('企业微信机器人', () => {
  it('以 markdown 发出一条消息', async () => {
    const { url, seen } = await robot(json({ errcode: 0, errmsg: 'ok' }))
    expect(await createWecomChannel({ url, allowedOrigins: [url] }).send(message)).toEqual({ kind: 'sent' })
    expect(seen).toHaveLength(1)
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ msgtype: 'markdown', markdown: { content: '**案件已超期**\n20261120-001 井盖破损' } })
  })

  it('没有登记的地址一律不发', async () => {
    const { url, seen } = await robot(json({ errcode: 0 }))
    expect(await createWecomChannel({ url }).send(message)).toMatchObject({ kind: 'refused' })
    for (const other of ['http://qyapi.weixin.qq.com/cgi-bin', 'https://qyapi.weixin.qq.com.evil.example/', 'https://a:b@qyapi.weixin.qq.com/', 'file:///etc/passwd', '']) {
      expect(await createWecomChannel({ url: other }).send(message), other).toMatchObject({ kind: 'refused' })
    }
    expect(seen).toEqual([])
  })

  it('对方要求转址时不跟随', async () => {
    const { url, seen } = await robot((response, request) => void (request.url === '/inner' ? response.end('{"errcode":0}') : response.writeHead(302, { location: '/inner' }).end()))
    expect(await createWecomChannel({ url, allowedOrigins: [url] }).send(message)).toMatchObject({ kind: 'refused' })
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['发得太快', json({ errcode: 45009, errmsg: 'freq limit' }), 'later'],
    ['机器人已删除', json({ errcode: 93000, errmsg: 'invalid webhook url' }), 'refused'],
    ['对方出错', (response: ServerResponse) => void response.writeHead(502).end(), 'later'],
    ['地址不存在', (response: ServerResponse) => void response.writeHead(404).end(), 'refused'],
    ['回答不是 JSON', (response: ServerResponse) => void response.end('<html>'), 'unsure'],
    ['回答没完没了', (response: ServerResponse) => void response.end('x'.repeat(300_000)), 'unsure'],
    ['发到一半断线', (response: ServerResponse) => void response.destroy(), 'unsure'],
  ])('%s', async (_name, answer, kind) => {
    const { url } = await robot(answer)
    expect((await createWecomChannel({ url, allowedOrigins: [url] }).send(message)).kind).toBe(kind)
  })

  it('对方不回答时到时间就放手，原因里没有密钥', async () => {
    const { url } = await robot(() => undefined)
    const outcome = await createWecomChannel({ url, allowedOrigins: [url], timeoutMs: 80 }).send(message)
    expect(outcome).toEqual({ kind: 'unsure', reason: '等待对方回答超时' })
  })

  it('对方没有开机时稍后再试', async () => {
    const { url } = await robot(json({ errcode: 0 }))
    await new Promise((closed) => server?.close(closed))
    expect(await createWecomChannel({ url, allowedOrigins: [url] }).send(message)).toMatchObject({ kind: 'later' })
  })

  it('居民写的内容不能@人、加链接或改格式', () => {
    expect(markdownOf({ title: '*急*', text: '<@all> [点这里](http://x.example) `a`\n# 大' })).toBe('**＊急＊**\n＜@all＞ ［点这里］(http://x.example) ‘a‘\n＃ 大')
  })

  it('太长的内容截到四千零九十六字节以内，不留半个字', () => {
    const text = markdownOf({ title: '长', text: '井'.repeat(3000) })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096)
    expect(text).not.toContain('\uFFFD')
    expect(text.endsWith('…')).toBe(true)
  })
})
