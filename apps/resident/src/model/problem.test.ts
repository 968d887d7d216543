import { expect, test } from 'vitest'
import { offline, refusal, toProblem } from './problem.ts'

test('服务器的话原样给人看，字段的话放到字段上', () => {
  const body = { error: { code: 'input-invalid', message: '有几处不对。', requestId: 'r1', fields: { text: '请写具体', odd: 3 } } }
  expect(refusal(400, body)).toMatchObject({ code: 'input-invalid', message: '有几处不对。', fields: { text: '请写具体' } })
})

test('系统出错时带上请求编号，已经带了就不再重复', () => {
  expect(refusal(500, { error: { message: '系统繁忙。', requestId: 'r1' } }).message).toBe('系统繁忙。（请求编号 r1）')
  expect(refusal(500, { error: { message: '请把编号 r1 告诉管理员。', requestId: 'r1' } }).message).toBe('请把编号 r1 告诉管理员。')
})

test.each([undefined, null, '<html>', {}, { error: 'x' }])('读不懂的答复 %j 也有一句完整的话', (body) => {
  expect(refusal(502, body).message).toContain('（502）')
})

test('任何意外都变成一句人话，已有的话不改', () => {
  const known = offline()
  expect(toProblem(known)).toBe(known)
  expect(toProblem(new TypeError('x')).message).toContain('内容已保存')
})
