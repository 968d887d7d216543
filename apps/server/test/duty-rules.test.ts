import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseDetail, DutyDraft, DutyFinding, DutyProposal, DutyRuleForm, DutySimulation, DutyVersion, UnitLoad } from '@yihu/contracts'
import { MORNING, useApp } from './app.ts'
import { closed, dispatched, filed, STALL } from './steps.ts'
import { IN_SHENGXIN } from './street.ts'

const app = useApp()
const STREET = 'd370305.s002'

beforeEach(async () => {
  app().clock.set(MORNING)
  const { revision } = await draftOf()
  if (revision > 0) await app().request('DELETE', `duty-rules/draft?revision=${revision}`, { as: 'duty' })
})

const rule = (given: Partial<DutyRuleForm> = {}): DutyRuleForm => ({
  classPrefix: 'S0504', areaPath: STREET, hours: 'always', target: { kind: 'unit', unitId: 'dept-sanitation' }, priority: 10, isAuto: false, note: '会议纪要', ...given,
})
async function draftOf(as = 'duty'): Promise<DutyDraft> {
  return (await app().request<DutyDraft>('GET', 'duty-rules/draft', { as })).body
}
async function add(given: Partial<DutyRuleForm> = {}, as = 'duty'): Promise<DutyDraft> {
  const { status, body } = await app().request<DutyDraft>('POST', 'duty-rules/draft/rules', { as, body: { revision: (await draftOf()).revision, rule: rule(given) } })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
async function publish(note = '试行', as = 'duty') {
  return app().request<DutyVersion & { error?: { code: string; message: string } }>('POST', 'duty-rules/versions', { as, body: { revision: (await draftOf()).revision, note } })
}
async function restore(number: number, note = '恢复', as = 'duty') {
  return app().request<DutyVersion>('POST', `duty-rules/versions/${number}/restore`, { as, body: { note } })
}
async function findings(): Promise<DutyFinding[]> {
  return (await app().request<{ findings: DutyFinding[] }>('GET', 'duty-rules/findings', { as: 'duty' })).body.findings
}
const newest = async () => (await app().request<{ versions: DutyVersion[] }>('GET', 'duty-rules/versions', { as: 'duty' })).body.versions

describe('起草', () => {
  it('派遣员起草一条规则：读起来是一句话，现行规则不变，新案件照旧派', async () => {
    const draft = await add({}, 'dispatch')
    expect(draft).toMatchObject({ changes: 1, editor: '裴派遣', set: { name: '雪宫街道' } })
    expect(draft.rules.find(({ change }) => change === 'added')).toMatchObject({
      id: 'd370305-s002-001', text: '雪宫街道的“街面秩序 / 店外经营”，任何时间派给区环卫中心，由派遣员确认后派遣。', before: null,
    })
    expect((await filed(app())).dispatch).toMatchObject({ unit: { id: 'dept-urban' } })
  })

  it('改、去掉、恢复一条规则，逐条与现行规则比较', async () => {
    const { revision } = await draftOf()
    const put = await app().request<DutyDraft>('PUT', 'duty-rules/draft/rules/urban', { as: 'duty', body: { revision, rule: rule({ classPrefix: 'S05', note: '' }) } })
    expect(put.body.rules.find(({ id }) => id === 'urban')).toMatchObject({
      change: 'changed', targetName: '区环卫中心', before: '雪宫街道的“街面秩序”，任何时间派给区综合行政执法局，由派遣员确认后派遣。（依据：街面秩序归综合行政执法）',
    })
    const removed = await app().request<DutyDraft>('DELETE', `duty-rules/draft/rules/waste?revision=${put.body.revision}`, { as: 'duty' })
    expect(removed.body).toMatchObject({ changes: 2 })
    expect(removed.body.rules.find(({ id }) => id === 'waste')).toMatchObject({ change: 'removed' })
    const back = await app().request<DutyDraft>('POST', 'duty-rules/draft/rules/waste/revert', { as: 'duty', body: { revision: removed.body.revision } })
    expect(back.body).toMatchObject({ changes: 1 })
    expect(await app().request('POST', 'duty-rules/draft/rules/nobody/revert', { as: 'duty', body: { revision: back.body.revision } })).toMatchObject({ status: 404 })
  })

  it('两个人同时改草稿：后一个看到提醒，什么都没有被盖掉', async () => {
    const { revision } = await draftOf()
    await add()
    const late = await app().request<{ error: { code: string; current: unknown } }>('POST', 'duty-rules/draft/rules', { as: 'dispatch', body: { revision, rule: rule({ priority: 3 }) } })
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'conflict', current: { revision: revision + 1 } } } })
    expect((await draftOf()).changes).toBe(1)
  })

  it('分类、区域、单位写错时在原处说明', async () => {
    const { revision } = await draftOf()
    const wrong = { classPrefix: 'Z99', areaPath: 'd370305.s009', target: { kind: 'unit', unitId: 'nobody' } as const }
    const { body } = await app().request('POST', 'duty-rules/draft/rules', { as: 'duty', body: { revision, rule: rule(wrong) } })
    expect(body).toMatchObject({ error: { code: 'input-invalid', fields: {
      'rule.classPrefix': '没有这个分类，或它已停用', 'rule.areaPath': '请选择雪宫街道里的区域', 'rule.target': '没有这个单位，或它已停用',
    } } })
    const shape = await app().request('POST', 'duty-rules/draft/rules', { as: 'duty', body: { revision, rule: { ...rule(), target: {}, priority: 1.5 } } })
    expect(shape.body).toMatchObject({ error: { fields: { 'rule.target.kind': '请选择派给谁', 'rule.priority': '请填整数' } } })
  })

  it('受理员和社区看得到规则、改不了；别的街道的人够不着', async () => {
    for (const as of ['accept', 'community01', 'auditor']) {
      expect((await app().request('GET', 'duty-rules', { as })).status).toBe(200)
      expect((await app().request('GET', 'duty-rules/draft', { as })).status).toBe(403)
    }
    expect((await app().request('GET', 'duty-rules', { as: 'urban' })).status).toBe(403)
    expect((await app().request('GET', 'duty-rules/draft?street=d370305.s003', { as: 'duty' })).status).toBe(404)
    expect((await app().request('GET', 'duty-rules/draft?street=d370305', { as: 'duty' })).status).toBe(404)
  })
})

describe('发布与恢复', () => {
  it('发布以后下一件案子就按新规则派，并记着是第几版；恢复旧版也是新的一版，审计里都有', async () => {
    const before = await filed(app())
    await add()
    const published = await publish('占道经营试行由环卫先到')
    expect(published).toMatchObject({ status: 201, body: { number: 2, note: '占道经营试行由环卫先到', author: '汤值班', added: 1, changed: 0, isCurrent: true } })
    expect(await draftOf()).toMatchObject({ changes: 0, editor: null })
    const after = await filed(app())
    expect([before.dispatch?.unit.id, after.dispatch?.unit.id]).toEqual(['dept-urban', 'dept-sanitation'])
    const sent = await app().move('dispatch', after.id, { move: 'dispatch', unitId: 'dept-sanitation' })
    expect(sent.dispatch).toMatchObject({ ruleId: 'd370305-s002-001', ruleVersion: 2 })

    const back = await restore(1, '环卫人手不够')
    expect(back).toMatchObject({ status: 201, body: { number: 3, restoredFrom: 1, removed: 1 } })
    expect((await filed(app())).dispatch).toMatchObject({ unit: { id: 'dept-urban' } })
    expect((await app().request<CaseDetail>('GET', `cases/${after.id}`, { as: 'duty' })).body.dispatch).toMatchObject({ ruleId: 'd370305-s002-001', ruleVersion: 2, unit: { id: 'dept-sanitation' } })
    expect((await newest()).map(({ number, author, isCurrent }) => ({ number, author, isCurrent }))).toEqual([
      { number: 3, author: '汤值班', isCurrent: true }, { number: 2, author: '汤值班', isCurrent: false }, { number: 1, author: '系统', isCurrent: false },
    ])
    expect((await app().request('GET', 'duty-rules/versions/2', { as: 'dispatch' })).body).toMatchObject({
      version: { number: 2 }, rules: expect.arrayContaining([expect.objectContaining({ id: 'd370305-s002-001', change: 'added' })]) as unknown,
    })
    const { body: trail } = await app().request('GET', 'audit?action=duty.publish', { as: 'auditor' })
    expect(trail).toMatchObject({ rows: [{ object: '雪宫街道派遣规则第 2 版', purpose: '占道经营试行由环卫先到' }] })
    expect((await app().request('GET', 'audit?action=duty.restore', { as: 'auditor' })).body).toMatchObject({ rows: [{ object: '雪宫街道派遣规则第 3 版' }] })
  })

  it('派遣员只能起草，发布和恢复由值班长来', async () => {
    await add({}, 'dispatch')
    expect((await publish('我来发', 'dispatch')).status).toBe(403)
    expect((await restore(1, '我来恢复', 'dispatch')).status).toBe(403)
  })

  it('没有改动、没有说明、看的不是最新草稿，都不发布', async () => {
    expect(await publish()).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    await add()
    expect(await publish(' ')).toMatchObject({ status: 400, body: { error: { fields: { note: '请填写发布说明' } } } })
    const { revision } = await draftOf()
    await add({ priority: 11 })
    expect(await app().request('POST', 'duty-rules/versions', { as: 'duty', body: { revision, note: '旧的' } })).toMatchObject({ status: 409 })
    const [current] = await newest()
    expect(await restore(current?.number ?? 0)).toMatchObject({ status: 422, body: { error: { code: 'rule-invalid', message: expect.stringContaining('没有差别') as unknown } } })
    expect((await restore(99)).status).toBe(404)
  })

  it('规则改派别的单位后重新积累信任', async () => {
    const sent = await dispatched(app())
    await app().move('urban', sent.id, { move: 'return', reason: 'not-my-duty', note: '夜间归公安' })
    const counts = async () => (await app().request<{ rules: { id: string; used: number; returns: number }[] }>('GET', 'duty-rules', { as: 'duty' })).body.rules.find(({ id }) => id === 'urban')
    expect(await counts()).toMatchObject({ returns: 1 })
    const { revision } = await draftOf()
    await app().request('PUT', 'duty-rules/draft/rules/urban', { as: 'duty', body: { revision, rule: rule({ classPrefix: 'S05' }) } })
    expect((await publish('改由环卫')).status).toBe(201)
    expect(await counts()).toMatchObject({ used: 0, returns: 0 })
    const first = (await newest()).at(-1)?.number ?? 0
    expect((await restore(first)).status).toBe(201)
  })
})

describe('检查', () => {
  it('冲突、用不上、失效的规则和一年没用上的规则都说清楚，并指出是哪几条', async () => {
    expect((await findings()).filter(({ kind }) => kind !== 'idle')).toEqual([{
      kind: 'uncovered', ruleIds: [],
      text: '只知道在雪宫街道、说不清是哪个社区的案件里，“城乡建设”、“环境保护”、“交通运输”等 27 个分类没有规则管，会停在派遣台等人选单位。请加一条规则。',
    }])
    await add({ classPrefix: 'S05' })
    await add({ classPrefix: 'S0102', priority: 3 })
    const found = await findings()
    expect(found).toContainEqual({
      kind: 'overlap', ruleIds: expect.arrayContaining(['urban']) as unknown,
      text: '雪宫街道的“街面秩序”有 2 条规则不分先后，分别派给区环卫中心、区综合行政执法局。这类案件不会自动派遣。请去掉多余的，或调整优先级。',
    })
    expect(found).toContainEqual({
      kind: 'shadowed', ruleIds: [expect.any(String) as unknown, 'waste'],
      text: '「雪宫街道的“市容环境 / 暴露垃圾”，任何时间派给区环卫中心，由派遣员确认后派遣。」永远用不上：更具体或优先的规则已经把案件派走（雪宫街道的“市容环境 / 暴露垃圾”派给区环卫中心）。可以去掉它。',
    })
  })

  it('去掉兜底规则，就说哪里的哪些分类没人管', async () => {
    const { revision } = await draftOf()
    await app().request('DELETE', `duty-rules/draft/rules/default?revision=${revision}`, { as: 'duty' })
    const gap = (await findings()).find(({ kind }) => kind === 'uncovered')
    expect(gap?.text).toMatch(/^雪宫街道的案件里，“.+等 \d+ 个分类没有规则管，会停在派遣台等人选单位。请加一条规则。$/u)
  })
})

describe('试算', () => {
  it('用过去的案件试算草稿：谁会拿到什么，原单位退回过没有，各单位多几件少几件', async () => {
    const kept = await closed(app())
    const returned = await dispatched(app())
    await app().move('urban', returned.id, { move: 'return', reason: 'not-my-duty', note: '不归我们' })
    await app().move('dispatch', returned.id, { move: 'dispatch', unitId: 'dept-sanitation' })
    const now = (await app().request<DutySimulation>('GET', 'duty-rules/draft/simulation?days=30', { as: 'dispatch' })).body
    expect(now).toMatchObject({ changed: 0, diffs: [], isCut: false })
    const added = (await add()).rules.find(({ change }) => change === 'added')?.id
    const { body } = await app().request<DutySimulation>('GET', 'duty-rules/draft/simulation?days=30', { as: 'dispatch' })
    expect(body.changed).toBeGreaterThanOrEqual(2)
    expect(body.diffs[0]).toMatchObject({ isReturned: true, had: '区综合行政执法局', before: '区综合行政执法局', after: '区环卫中心', className: '街面秩序 / 店外经营' })
    expect(body.diffs.find(({ case: one }) => one.id === kept.id)).toMatchObject({ isReturned: false, finished: '区综合行政执法局' })
    const sums = Object.fromEntries(body.units.map(({ id, before, after }) => [id, after - before]))
    expect(sums).toMatchObject({ 'dept-urban': -body.changed, 'dept-sanitation': body.changed })
    expect(body.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['urban', added]))
  })
})

describe('退回教规则', () => {
  it('三件退回后都由同一单位办结：建议一条规则，一点就进草稿，之后不再建议', async () => {
    const ask = async () => (await app().request<{ proposals: DutyProposal[] }>('GET', 'duty-rules/proposals', { as: 'dispatch' })).body.proposals
    const before = await ask()
    for (let i = 0; i < 3; i += 1) await passedOn({ ...STALL, ...IN_SHENGXIN, text: `胜辛路口第 ${i + 1} 处油烟扰民` })
    const [proposal] = (await ask()).filter(({ id }) => !before.some((one) => one.id === id))
    expect(proposal).toMatchObject({
      ruleId: null, rule: { classPrefix: 'S0504', areaPath: `${STREET}.c02`, target: { kind: 'unit', unitId: 'community-02' } }, isDoubtful: false,
      text: '胜辛社区的“街面秩序 / 店外经营”，任何时间派给胜辛社区，由派遣员确认后派遣。',
    })
    expect(proposal?.cases).toHaveLength(3)
    expect(proposal?.reason).toContain('3 件被退回')
    if (proposal) await add(proposal.rule, 'dispatch')
    expect((await ask()).map(({ id }) => id)).not.toContain(proposal?.id)
  })
})

/** A case sent to the bureau, returned, and finished by the community. */
async function passedOn(form: Parameters<typeof dispatched>[1]): Promise<void> {
  const { move } = app()
  const { id } = await dispatched(app(), form)
  await move('urban', id, { move: 'return', reason: 'not-my-duty', note: '属社区职责' })
  await move('dispatch', id, { move: 'dispatch', unitId: 'community-02' })
  await move('community02', id, { move: 'claim' })
  await move('community02', id, { move: 'reply', text: '已劝离' })
  await move('accept', id, { move: 'start-check' })
  await move('accept', id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
  await move('duty', id, { move: 'pass-check', note: '已清' })
}

describe('各单位手上的活', () => {
  it('派遣时看得到在办、超期、按时办结和退回', async () => {
    const loadOf = async () => (await app().request<{ units: UnitLoad[] }>('GET', 'units/load', { as: 'dispatch' })).body.units.find(({ unitId }) => unitId === 'dept-urban')
    const before = await loadOf()
    await dispatched(app())
    expect(await loadOf()).toMatchObject({ open: (before?.open ?? 0) + 1, returns: before?.returns })
    await closed(app())
    expect(await loadOf()).toMatchObject({ due: (before?.due ?? 0) + 1, onTime: (before?.onTime ?? 0) + 1 })
    app().clock.set('2026-05-20T10:00:00+08:00')
    expect((await loadOf())?.overdue).toBeGreaterThan(0)
    expect((await app().request('GET', 'units/load', { as: 'grid001' })).status).toBe(403)
  })
})
