import { expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { createServer } from './server.ts'

it('每个回答都带安全头，出错的也带；某个地址自己定得更严的，以它为准', async () => {
  const app = await createServer({ log: silentLog, limitRates: false })
  app.get('/plain', async () => ({ ok: true }))
  app.get('/strict', async (_request, reply) => reply.header('content-security-policy', "sandbox; default-src 'none'").send('x'))
  for (const url of ['/plain', '/nothing-here']) {
    const { headers } = await app.inject(url)
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  }
  const { headers } = await app.inject('/strict')
  expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'")
  await app.close()
})
