import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/app.ts'
import type { TestApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { forgetListsAfter, sharedAnswer } from './list-cache.ts'

let app: TestApp
let neighbour: TestApp

beforeAll(async () => {
  app = await openTestApp()
  neighbour = await openTestApp({ beside: app })
})
afterAll(async () => {
  await neighbour.close()
  await app.close()
})

async function titles(server: TestApp, as: string, query = 'desk=accept'): Promise<string[]> {
  const { body } = await server.request<{ cases: { title: string }[] }>('GET', `cases?${query}`, { as })
  return body.cases.map((one) => one.title).toSorted()
}

describe('记住刚读过的列表', () => {
  it('报了事、做了操作，马上就在列表和数字里看到', async () => {
    expect(await titles(app, 'duty')).toEqual([])
    const raised = await app.raise({ text: '路灯不亮', title: '路灯不亮', ...AT_BUILDING_12 })
    expect(await titles(app, 'duty')).toEqual(['路灯不亮'])
    await app.move('accept', raised.id, { move: 'accept' })
    await app.move('duty', raised.id, { move: 'file', classCode: 'S0504' })
    expect(await titles(app, 'duty')).toEqual([])
    const counts = await app.request<{ desks: Record<string, { total: number }> }>('GET', 'cases/counts', { as: 'duty' })
    expect(counts.body.desks).toMatchObject({ accept: { total: 0 }, dispatch: { total: 1 } })
  })

  it('另一台服务器上做的，听到消息就看到', async () => {
    expect(await titles(neighbour, 'duty', 'desk=dispatch')).toEqual(['路灯不亮'])
    await app.raise({ text: '窨井盖翘起', title: '窨井盖翘起', ...IN_SHENGXIN })
    await neighbour.settle()
    expect(await titles(neighbour, 'duty')).toEqual(['窨井盖翘起'])
  })

  it('各看各的：范围不同的人不共用一份', async () => {
    expect(await titles(app, 'community01', 'sort=newest')).toEqual(['路灯不亮'])
    expect(await titles(app, 'community02', 'sort=newest')).toEqual(['窨井盖翘起'])
    expect(await titles(app, 'urban', 'sort=newest')).toEqual([])
  })

  it('同时问的只读一遍；两秒以后、提交以后，都重新读', async () => {
    const { context, clock } = app
    let reads = 0
    const ask = () => sharedAnswer(context, ['test'], () => Promise.resolve((reads += 1)))
    await Promise.all([ask(), ask()])
    expect(reads).toBe(1)
    clock.advance(2000)
    await ask()
    expect(reads).toBe(2)
    await context.db.transact(systemScope, async (tx) => {
      forgetListsAfter(context.db, tx)
      await ask()
      expect(reads).toBe(2)
    })
    await ask()
    expect(reads).toBe(3)
  })

  it('提交之前开始的读取，提交之后不再算数；没读成的不记住', async () => {
    const { context } = app
    let finish = (_text: string): void => undefined
    const slow = sharedAnswer(context, ['slow'], () => new Promise<string>((resolve) => { finish = resolve }))
    await context.db.transact(systemScope, async (tx) => { forgetListsAfter(context.db, tx) })
    const later = sharedAnswer(context, ['slow'], () => Promise.resolve('new'))
    finish('old')
    expect(await later).not.toEqual(await slow)
    await expect(sharedAnswer(context, ['broken'], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(sharedAnswer(context, ['broken'], () => Promise.resolve('yes'))).resolves.toBeDefined()
  })
})
