import { expect, it } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ to: { write: (line) => { lines.push(line) } } }))
  return lines.join('')
}

it('日志里看不到手机号、身份证号和固定电话', () => {
  const text = logged((log) => {
    log.info({ note: '居民13812345678报修，证号37030319850102123X' }, '回拨\n13987654321或0533-1234567')
    log.error(new Error('insert failed for 370303198501021234'))
  })
  for (const secret of ['13812345678', '13987654321', '37030319850102123X', '370303198501021234', '1234567"']) expect(text).not.toContain(secret)
  expect(text).toContain('138****5678')
})

it('日志里看不到密码、令牌和查询码，不论藏得多深', () => {
  const text = logged((log) => {
    log.info({ body: { user: { password: 'yihu-"demo', phone: ['x1', 'x2'] } }, req: { headers: { authorization: 'Bearer abc.def.ghi123' } } })
    log.warn({ url: '/api/v1/appeals/1?queryCode=K7Q2&x=1' }, 'postgresql://postgres:hunter2@localhost/yihu Bearer zzzzzzzzzz')
  })
  for (const secret of ['yihu-', 'x1', 'x2', 'abc.def', 'K7Q2', 'hunter2', 'zzzzzzzzzz']) expect(text).not.toContain(secret)
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()
})

it('时间戳、编号和坐标不会被误伤', () => {
  const text = logged((log) => { log.info({ at: 1_763_600_000_123, id: '0192f0c1-7a3b-7c4d-8e5f-138123456789', lon: 118.0512345678 }) })
  expect(text).toContain('1763600000123')
  expect(text).toContain('138123456789')
  expect(text).toContain('118.0512345678')
})
