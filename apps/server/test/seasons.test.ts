import { describe, expect, it } from 'vitest'
import type { AnswerOf, listPreventionTasks, listSeasons } from '@yihu/contracts'
import { raiseSeasons } from '../src/services/bigdata/index.ts'
import { useApp } from './app.ts'
import { filed } from './steps.ts'

const app = useApp()
type Seasons = AnswerOf<typeof listSeasons>
interface Refusal {
  readonly error: { readonly code: string; readonly fields?: Readonly<Record<string, string>> }
}

const list = async (as = 'duty') => (await app().request<Seasons>('GET', 'seasons', { as })).body.seasons
const save = (id: string, version: number, season: object, as = 'duty') => app().request<Seasons['seasons'][number] & Refusal>('PUT', `seasons/${id}`, { as, body: { version, season } })
const tasks = async () => (await app().request<AnswerOf<typeof listPreventionTasks>>('GET', 'prevention-tasks?origin=season', { as: 'duty' })).body.tasks

describe('时节日历', () => {
  it('随产品带着供暖、汛期、考试、春节等时节，先要派的在前；日子按公历或农历算好', async () => {
    const seasons = await list()
    expect(seasons.find(({ id }) => id === 'heating')?.next).toEqual({ start: '2026-11-15', raisedOn: '2026-10-26' })
    expect(seasons.find(({ id }) => id === 'fireworks')?.next.start).toBe('2027-01-30')
    expect(seasons.map(({ next }) => next.raisedOn)).toEqual(seasons.map(({ next }) => next.raisedOn).toSorted())
  })

  it('到了提前的日子就派任务，说明上年同期多少件；每年每处只派一次，没到日子的不派', async () => {
    for (let at = 0; at < 3; at += 1) await filed(app(), { text: `第${at}次反映楼下烧烤摊占道经营`, lon: 118.302, lat: 36.81175 })
    app().clock.set('2027-05-06T07:00:00+08:00')
    for (let run = 0; run < 2; run += 1) await raiseSeasons(app().context)
    const found = (await tasks()).filter(({ origin }) => origin.name.startsWith('夏夜烧烤油烟'))
    expect(found).toMatchObject([{ class: { code: 'S0504' }, measure: expect.stringContaining('没有特别集中的社区') }])
    app().clock.set('2026-05-07T10:00:00+08:00')
  })

  it('上年同期集中在哪个社区，任务就派到哪个社区', async () => {
    const [one] = await list()
    const form = { ...one?.form, name: '试验时节', calendar: 'solar', month: 5, day: 1, days: 20, leadDays: 10, classCodes: ['S0504'], isActive: true }
    expect((await save('trial', 0, form)).body).toMatchObject({ version: 1, changedBy: '汤值班' })
    app().clock.set('2027-04-25T07:00:00+08:00')
    await raiseSeasons(app().context)
    const found = (await tasks()).filter(({ origin }) => origin.name.startsWith('试验时节'))
    expect(found).toMatchObject([{ title: '试验时节：桑家社区提前做好准备', measure: expect.stringContaining('桑家社区 3 件，全街道 3 件'), case: { dueAt: expect.stringContaining('2027-04-30') } }])
    app().clock.set('2026-05-07T10:00:00+08:00')
  })

  it('改了以新的为准，停用就不派；别人刚改过的不覆盖，没有的日子和分类不收', async () => {
    const season = (await list()).find(({ id }) => id === 'snow')
    expect((await save('snow', 0, { ...season?.form, isActive: false, leadDays: 30 })).body).toMatchObject({ version: 1, next: { raisedOn: '2026-11-01' } })
    expect((await save('snow', 0, { ...season?.form })).body.error.code).toBe('conflict')
    expect((await save('wrong', 0, { ...season?.form, month: 2, day: 31 })).body.error.fields).toHaveProperty(['season.day'])
    expect((await save('wrong', 0, { ...season?.form, classCodes: ['S9999'] })).body.error.code).toBe('class-unknown')
  })

  it('网格员只能看，管理员、审计员看不到', async () => {
    const season = (await list('grid001')).find(({ id }) => id === 'exam')
    expect(season?.form.name).toBe('高考、中考')
    expect((await save('exam', 0, { ...season?.form }, 'grid001')).status).toBe(403)
    expect((await app().request('GET', 'seasons', { as: 'admin' })).status).toBe(403)
  })
})
