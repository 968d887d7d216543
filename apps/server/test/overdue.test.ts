import { describe, expect, it } from 'vitest'
import { remindOverdue, turnCards } from '../src/platform/cases/index.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()

interface Notices {
  readonly notices: readonly { readonly title: string; readonly kind: string; readonly card: string | null }[]
}

async function noticesOf(username: string): Promise<string[]> {
  const { body } = await app().request<Notices>('GET', 'notices', { as: username })
  return body.notices.map((notice) => notice.title)
}

describe('超期提醒', () => {
  it('到期前一个工作日黄牌、过期红牌各提醒一次；之后每个工作日早上每个单位只有一条汇总', async () => {
    const { appeal, find, move, clock, context, settle } = app()
    for (const text of ['烧烤摊占道经营，油烟很大', '烧烤摊又占道经营了，堵住路口']) {
      const { id } = await find((await appeal({ text, ...AT_BUILDING_12 })).number)
      await move('accept', id, { move: 'accept' })
      await move('duty', id, { move: 'file', classCode: 'S0504' })
      await move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
    }
    await settle()
    const before = (await noticesOf('urban')).length

    clock.set('2026-05-12T09:00:00+08:00') // one working day before Wednesday the 13th
    expect(await turnCards(context)).toBe(2)
    expect(await turnCards(context)).toBe(0)
    await settle()
    expect((await noticesOf('urban')).slice(0, -before)).toEqual(['案件快到期了', '案件快到期了'])

    clock.set('2026-05-13T18:00:00+08:00')
    expect(await turnCards(context)).toBe(2)
    await settle()
    expect((await noticesOf('duty')).filter((title) => title === '案件已超期')).toHaveLength(2)

    clock.set('2026-05-14T09:00:00+08:00')
    await remindOverdue(context)
    await remindOverdue(context)
    expect((await noticesOf('urban')).filter((title) => title === '2 件案件已超期')).toHaveLength(1)
    expect((await noticesOf('duty')).filter((title) => title === '全街道 2 件案件已超期')).toHaveLength(1)

    clock.set('2026-05-16T09:00:00+08:00') // a Saturday off
    await remindOverdue(context)
    expect((await noticesOf('urban')).filter((title) => title.endsWith('件案件已超期'))).toHaveLength(1)
  })
})
