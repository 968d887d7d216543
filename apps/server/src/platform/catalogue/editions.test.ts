import type { CaseDetail, ClassDraft, ClassEdition, ClassForm } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { filed } from '../../../test/steps.ts'

const app = useApp()
const STALL_CLASS = 'S0504'

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Record<string, string> }
}

const draft = async () => (await app().request<ClassDraft>('GET', 'class-draft', { as: 'admin' })).body
const formOf = async (code: string) => (await app().request<{ form: ClassForm }>('GET', `class-draft/classes/${code}`, { as: 'admin' })).body.form
const put = <T = ClassDraft>(code: string, change: Partial<ClassForm>, { form, revision }: { form: ClassForm; revision: number }) =>
  app().request<T>('PUT', `class-draft/classes/${code}`, { as: 'admin', body: { revision, class: { ...form, ...change } } })
const save = async (code: string, change: Partial<ClassForm>) => put(code, change, { form: await formOf(code), revision: (await draft()).revision })
const publish = async (note = '街道办公会 2026 年第 9 次') => app().request<ClassEdition & Refusal>('POST', 'class-editions', { as: 'admin', body: { revision: (await draft()).revision, note } })
const show = async (id: string) => (await app().request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body

describe('案件分类的版本', () => {
  it('起草时列出与现行的差别；发布后新案件按新时限，老案件仍按收到时的时限；发布记入审计', async () => {
    const { clock, settle } = app()
    const old = await filed(app())
    const form = await formOf(STALL_CLASS)
    const { body } = await save(STALL_CLASS, { name: '占道烧烤摊', limits: { ...form.limits, handle: { amount: 9, unit: 'working-day' } }, aliases: [...form.aliases, '烧烤炉'] })
    expect(body.changes).toMatchObject([{ code: STALL_CLASS, kind: 'changed' }])
    expect(body.changes[0]?.differences).toContainEqual({ label: '处置时限', before: expect.stringMatching(/个/u) as string, after: '9 个工作日' })
    expect(body.changes[0]?.differences.map(({ label }) => label)).toEqual(['名称', '关键词', '处置时限'])
    const classes = await app().request<{ classes: { code: string; name: string }[] }>('GET', `classes?q=${STALL_CLASS}`, { as: 'duty' })
    expect(classes.body.classes[0]?.name, 'a draft changes nothing').not.toBe('占道烧烤摊')

    clock.set('2026-05-07T15:00:00+08:00')
    const done = await publish()
    expect(done).toMatchObject({ status: 201, body: { number: 2, changed: 1, added: 0, stopped: 0, isCurrent: true, author: '安管理' } })
    await settle()
    const fresh = await filed(app())
    expect(fresh.deadline?.lines.join('\n')).toContain('9 个工作日')
    const kept = await show(old.id)
    expect(kept.dueAt).toBe(old.dueAt)
    expect(kept.deadline?.lines.join('\n')).not.toContain('9 个工作日')
    const moved = await app().move('dispatch', old.id, { move: 'dispatch', unitId: 'dept-urban' })
    expect(moved.dueAt, 'a move reckons with the edition of the day the matter came in').toBe(old.dueAt)
    const audit = await app().request<{ rows: { action: string; object: string }[] }>('GET', 'audit?action=class.publish', { as: 'auditor' })
    expect(audit.body.rows).toMatchObject([{ object: '案件分类第 2 版' }])
  })

  it('可以恢复以前的一版：恢复前看得到会改变什么，新增过的分类随之停用', async () => {
    const { request } = app()
    const added = await put('S0598', { name: '共享单车乱停', isActive: true }, { form: await formOf('S0504'), revision: (await draft()).revision })
    expect(added.body.changes).toMatchObject([{ code: 'S0598', kind: 'added' }])
    expect((await publish()).body).toMatchObject({ number: 3, added: 1 })
    const before = await request<{ changes: { code: string; kind: string }[] }>('GET', 'class-editions/1', { as: 'admin' })
    expect(before.body.changes).toMatchObject([{ code: 'S0504', kind: 'changed' }, { code: 'S0598', kind: 'stopped' }])
    const restored = await request<ClassEdition>('POST', 'class-editions/1/restore', { as: 'admin', body: { note: '试行结束' } })
    expect(restored.body).toMatchObject({ number: 4, restoredFrom: 1, changed: 1, stopped: 1 })
    const stopped = await request<{ classes: { code: string }[] }>('GET', 'classes?state=stopped', { as: 'admin' })
    expect(stopped.body.classes.map(({ code }) => code)).toContain('S0598')
    const { body } = await request<{ editions: ClassEdition[] }>('GET', 'class-editions', { as: 'admin' })
    expect(body.editions.map(({ number, isCurrent }) => [number, isCurrent])).toEqual([[4, true], [3, false], [2, false], [1, false]])
  })

  it('上级停用而下级启用、重名、没有差别的草稿不能发布，原因写明，草稿还在', async () => {
    expect((await publish()).body.error).toMatchObject({ code: 'class-set-invalid', message: expect.stringContaining('没有差别') as string })
    const group = await save('S05', { isActive: false })
    expect(group.body.problem).toContain('还启用着')
    expect((await publish()).body.error.message).toContain('还启用着')
    expect((await draft()).changes).toHaveLength(1)
    const dropped = await app().request<ClassDraft>('DELETE', `class-draft?revision=${(await draft()).revision}`, { as: 'admin' })
    expect(dropped.body).toMatchObject({ changes: [], editor: null })
    const { name } = await formOf('S0503')
    expect((await save('S0502', { name })).body.problem).toContain(`都叫“${name}”`)
    const reverted = await app().request<ClassDraft>('POST', 'class-draft/classes/S0502/revert', { as: 'admin', body: { revision: (await draft()).revision } })
    expect(reverted.body.changes).toEqual([])
  })

  it('两个人同时起草，后一个看到冲突；填错的地方逐项标出；没有权限的岗位不能起草', async () => {
    const form = await formOf('S0502')
    const { revision } = await draft()
    await put('S0502', { closing: '现场恢复' }, { form, revision })
    expect((await put<Refusal>('S0502', { closing: '已恢复' }, { form, revision })).body.error.code).toBe('conflict')
    const wrong = await put<Refusal>('S0502', { name: ' ', limits: { ...form.limits, handle: { amount: 0, unit: 'working-day' } } }, { form, revision })
    expect(Object.keys(wrong.body.error.fields ?? {})).toEqual(['class.name', 'class.limits.handle.amount'])
    expect((await put<Refusal>('S9901', {}, { form, revision: revision + 1 })).body.error.fields).toEqual({ code: expect.stringContaining('上级 S99 不存在') as string })
    for (const as of ['duty', 'security', 'auditor', 'urban']) expect((await app().request('GET', 'class-draft', { as })).status, as).toBe(403)
  })
})
