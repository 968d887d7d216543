import { describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { groundOf, prepare, REPORTER } from '../cases/index.ts'
import type { Prepared } from '../cases/index.ts'
import { takeTogether } from './take-together.ts'

const app = useApp()

async function said(text: string, senderId: string): Promise<Prepared> {
  const { context } = app()
  const now = context.clock.now()
  return prepare({ source: 'resident', senderId, at: now, takenAt: now, text, by: REPORTER }, await groundOf(context))
}

describe('同时报来的事', () => {
  it('四十件一起报，件件有号，号码不重不漏', async () => {
    const { appeal } = app()
    const receipts = await Promise.all(Array.from({ length: 40 }, (_, n) => appeal({ text: `路灯不亮，第 ${n} 处` })))
    const serials = receipts.map(({ number }) => Number(number.split('-')[1])).toSorted((a, b) => a - b)
    expect(serials).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  })

  it('同一件事同时报两遍，只有一件', async () => {
    const { appeal, context } = app()
    const form = { text: '井盖翻了', clientId: 'phone-2-draft-1' }
    const [first, second] = await Promise.all([appeal(form), appeal(form)])
    expect(second).toEqual(first)
    const again = await takeTogether(context, [await said('井盖翻了', 'phone-2-draft-1')])
    expect(again).toMatchObject([{ number: first?.number, isNew: false }])
  })

  it('一件存不进去，同时报来的别人照样有号', async () => {
    const { context } = app()
    const good = await Promise.all(['甲', '乙', '丙'].map((name) => said(`${name}家门口积水`, `good-${name}`)))
    const one = await said('存不进去的', 'bad')
    const bad: Prepared = { ...one, place: { ...one.place, path: 'not a path' } }
    const [first, ...others] = await Promise.allSettled([bad, ...good].map((prepared) => takeTogether(context, [prepared])))
    expect(first?.status).toBe('rejected')
    expect(others.map((other) => other.status === 'fulfilled' && other.value.length === 1 && other.value[0]?.isNew)).toEqual([true, true, true])
  })
})
