import type { NoticeTemplateRow } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { dispatched, STALL } from '../../../test/steps.ts'

const app = useApp()

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Record<string, string> }
}

const templates = async () => (await app().request<{ templates: NoticeTemplateRow[] }>('GET', 'notice-templates', { as: 'admin' })).body.templates
const save = <T = NoticeTemplateRow>(key: string, body: object) => app().request<T>('PUT', `notice-templates/${key}`, { as: 'admin', body: { version: 0, ...body } })
const newest = async (as: string) => (await app().request<{ notices: { title: string; text: string }[] }>('GET', 'notices', { as })).body.notices[0]

describe('通知用语', () => {
  it('改过的用语，下一条通知就用；恢复原文以后又是原来的；都在审计里', async () => {
    const { settle, request } = app()
    const saved = await save('case.moved', { title: '【{操作}】{编号}', text: '{标题}，请登录查看' })
    expect(saved.body).toMatchObject({ version: 1, changedBy: '安管理', example: { title: '【派遣】2026-0512-007' }, original: { title: '案件{操作}' } })
    const first = await dispatched(app())
    await settle()
    expect(await newest('urban')).toMatchObject({ title: `【派遣】${first.number}`, text: `${first.title}，请登录查看` })

    const reset = await request<NoticeTemplateRow>('DELETE', 'notice-templates/case.moved', { as: 'admin' })
    expect(reset.body).toMatchObject({ version: 0, title: '案件{操作}' })
    app().clock.advance(60_000)
    const second = await dispatched(app())
    await settle()
    expect(await newest('urban')).toMatchObject({ title: '案件派遣', text: `${second.number} ${second.title}` })
    const audit = await request<{ rows: { object: string; purpose: string | null }[] }>('GET', 'audit?action=notice.template', { as: 'auditor' })
    expect(audit.body.rows).toMatchObject([{ object: '案件有进展', purpose: '恢复原文' }, { object: '案件有进展', purpose: null }])
  })

  it('居民看到的下一步也用改过的话', async () => {
    const { appeal, request } = app()
    await save('next.registered', { text: '我们正在看，{期限}内会有结果。' })
    const { number, queryCode } = await appeal(STALL)
    const { body } = await request<{ nextText: string }>('GET', `appeals/${number}?queryCode=${queryCode}`)
    expect(body.nextText).toMatch(/^我们正在看，还剩 \d+ 个工作日内会有结果。$/u)
  })

  it('占位写错、缺少必需的占位，预览和保存都拒绝，说明哪里不对', async () => {
    const wrong = { title: '案件{动作}', text: '{编号' }
    for (const [method, url] of [['POST', 'notice-templates/case.moved/preview'], ['PUT', 'notice-templates/case.moved']] as const) {
      const { status, body } = await app().request<Refusal>(method, url, { as: 'admin', body: { version: 0, ...wrong } })
      expect(status).toBe(400)
      expect(body.error.fields).toEqual({ title: '没有 {动作} 这个占位，可以用的是 {编号}、{标题}、{操作}', text: '大括号没有成对，占位要写成 {编号} 这样' })
    }
    expect((await save<Refusal>('case.soon', { title: '快到期了', text: '请办' })).body.error.fields).toEqual({ text: expect.stringContaining('{编号}') as string })
    const seen = await app().request('POST', 'notice-templates/overdue.unit/preview', { as: 'admin', body: { title: '{件数} 件', text: '请办' } })
    expect(seen.body).toEqual({ title: '3 件', text: '请办' })
  })

  it('两个人同时改，后一个看到冲突；没有的用语、别的岗位都不行', async () => {
    expect((await save<Refusal>('next.registered', { text: '再改' })).body.error.code).toBe('conflict')
    expect((await save('next.registered', { text: '再改', version: 1 })).status).toBe(200)
    expect((await save('nothing', { text: '改' })).status).toBe(404)
    for (const as of ['duty', 'security', 'auditor']) expect((await app().request('GET', 'notice-templates', { as })).status, as).toBe(403)
    expect((await templates()).filter(({ version }) => version > 0).map(({ key }) => key)).toEqual(['next.registered'])
  })
})
