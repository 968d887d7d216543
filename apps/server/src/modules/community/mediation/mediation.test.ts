import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { AnswerOf, CallOf, listMediations, MediationDetail, openMediation, revealParties } from '@yihu/contracts'
import type { Scope } from '../../../kernel/db/index.ts'
import { useApp } from '../../../../test/app.ts'
import { filed } from '../../../../test/steps.ts'
import { remindPerformance } from '../index.ts'

const app = useApp()
const AT = '2026-05-08T15:00:00+08:00'

type Form = CallOf<typeof openMediation>['body']
const LEAK: Form = {
  title: '12号楼楼上漏水', kind: 'neighbour', origin: 'application', facts: '楼上卫生间防水失效，楼下顶棚起皮', mediators: ['桑书记'],
  parties: [{ side: 'applicant', name: '王桂兰', phone: '13500007788', about: '女，66岁，退休', agrees: true }, { side: 'respondent', name: '李建国', phone: '13600001111' }],
}
const opened = async (form: Partial<Form> = {}, as = 'community01') => (await app().request<MediationDetail>('POST', 'mediations', { as, body: { ...LEAK, ...form } })).body
const list = async (as: string, query = '') => (await app().request<AnswerOf<typeof listMediations>>('POST', 'mediations/find', { as, body: Object.fromEntries(new URLSearchParams(query)) })).body
const stepped = (as: string, { id, version }: { id: string; version: number }, step: object) => app().request<MediationDetail & { error?: { code: string } }>('POST', `mediations/${id}/steps`, { as, body: { version, ...step } })
const step = async (as: string, file: { id: string; version: number }, form: object) => {
  const { status, body } = await stepped(as, file, form)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const SESSION = { step: 'hold-session', at: AT, place: '社区调解室', present: '双方、调解员', record: '楼上同意重做防水，楼下谅解' }
const AGREEMENT = { step: 'agree', form: 'written', facts: '楼上漏水', liability: '楼上负责', terms: '五月底前修好并赔偿 800 元', performance: '当面给付', dueDay: '2026-05-31' }
const trail = async () => (await app().request<{ rows: { action: string; object: string; purpose: string | null }[] }>('GET', 'audit', { as: 'auditor' })).body.rows

describe('调解卷宗', () => {
  test('从申请到协议到回访：意愿、记录、签字的协议、履行，一步一步都在卷宗里', async () => {
    let file = await opened()
    expect(file.number).toMatch(/^雪宫民调〔2026〕\d{4}号$/u)
    expect(file).toMatchObject({ state: 'open', dueDay: '2026-06-07', waitsFor: '等当事人表明意愿', areaName: '桑家社区' })
    const respondent = file.parties.find(({ side }) => side === 'respondent')
    file = await step('community01', file, { step: 'record-consent', partyId: respondent?.id, agrees: true, note: '电话同意' })
    file = await step('community01', file, SESSION)
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#39c' } }).jpeg().toBuffer()
    const { body: signed } = await app().upload({ bytes: photo, name: '协议.jpg' }, { as: 'community01', url: `mediations/${file.id}/files` })
    file = await step('community01', file, { ...AGREEMENT, documents: [signed.id] })
    expect(file).toMatchObject({ state: 'agreed', waitsFor: '等回访履行情况', agreement: { confirmUntil: '2026-06-06', documents: [{ name: '协议.jpg', kind: 'image' }] } })
    expect((await app().request('GET', `mediations/${file.id}/files/${signed.id}?size=thumbnail`, { as: 'duty' })).status).toBe(200)
    expect((await app().request('GET', `mediations/${file.id}/files/${signed.id}`, { as: 'community02' })).status).toBe(404)
    file = await step('community01', file, { step: 'follow-up', at: AT, performance: 'done', note: '已修好，款已给付' })
    expect(file.waitsFor).toBe('协议已履行')
    expect(file.history.map(({ title }) => title)).toEqual(['建立卷宗', '当事人同意调解', '记录调解', '达成协议', '回访'])
    expect((await trail()).filter(({ object }) => object === file.number).map(({ action }) => action).toSorted())
      .toEqual(['mediation.agree', 'mediation.follow-up', 'mediation.hold-session', 'mediation.open', 'mediation.record-consent'])
  })

  test('拒绝的不调解，没同意的没有协议，不成要先告知别的途径', async () => {
    const file = await opened()
    const respondent = file.parties.find(({ side }) => side === 'respondent')
    const refused = await step('community01', file, { step: 'record-consent', partyId: respondent?.id, agrees: false })
    expect((await stepped('community01', refused, SESSION)).body.error?.code).toBe('mediation-refused')
    expect((await stepped('community01', refused, { step: 'fail', reason: '拒绝' })).status).toBe(400)
    expect(await step('community01', refused, { step: 'fail', reason: '对方拒绝调解', isTold: true })).toMatchObject({ state: 'failed', result: { reason: '对方拒绝调解' } })
    expect((await stepped('community01', { ...refused, version: refused.version + 1 }, SESSION)).body.error?.code).toBe('mediation-not-now')
  })

  test('由案件转来的卷宗跟着案件的地点；看不到的案件转不了', async () => {
    const one = await filed(app())
    const file = await opened({ caseNumber: one.number })
    expect(file).toMatchObject({ caseRef: { id: one.id, number: one.number }, areaPath: one.areaPath })
    const { status, body } = await app().request<{ error: { fields: object } }>('POST', 'mediations', { as: 'community02', body: { ...LEAK, caseNumber: one.number } })
    expect([status, Object.keys(body.error.fields)]).toEqual([400, ['caseNumber']])
  })

  test('姓名电话在数据库里是密文，页面上遮住；查看要写用途，记入审计', async () => {
    const file = await opened()
    expect(file.parties.map(({ name, phone }) => [name, phone])).toEqual([['王**', '135****7788'], ['李**', '136****1111']])
    const { body } = await app().request<AnswerOf<typeof revealParties>>('POST', `mediations/${file.id}/parties`, { as: 'community01', body: { purpose: 'print', note: '归档' } })
    expect(body.parties).toMatchObject([{ name: '王桂兰', phone: '13500007788', about: '女，66岁，退休' }, { name: '李建国', about: null }])
    expect((await trail()).find(({ action, object }) => action === 'mediation.reveal' && object === file.number)?.purpose).toBe('打印案卷：归档')
    expect((await app().request('POST', `mediations/${file.id}/parties`, { as: 'community01', body: {} })).status).toBe(400)
    expect((await app().request('POST', `mediations/${file.id}/parties`, { as: 'grid001', body: { purpose: 'contact' } })).status).toBe(403)
  })

  test('社区只看本社区的，部门一份也看不到；编号按街道一年一串不断号', async () => {
    const own = await opened({ title: '只在桑家' })
    const other = await opened({ title: '只在胜辛' }, 'community02')
    expect(Number(other.number.slice(-5, -1))).toBe(Number(own.number.slice(-5, -1)) + 1)
    const titles = async (as: string) => (await list(as, 'limit=200')).mediations.map(({ title }) => title)
    expect(await titles('community01')).toContain('只在桑家')
    expect(await titles('community01')).not.toContain('只在胜辛')
    expect(await titles('duty')).toEqual(expect.arrayContaining(['只在桑家', '只在胜辛']))
    expect((await app().request('GET', `mediations/${other.id}`, { as: 'community01' })).status).toBe(404)
    expect((await app().request('GET', 'mediations', { as: 'urban' })).status).toBe(403)
    expect((await app().request('POST', 'mediations', { as: 'community01', body: { ...LEAK, areaPath: 'd370305.s002.c02' } })).status).toBe(404)
  })

  test('数据库自己就不给别的社区看：卷宗、当事人、附件都一样，密文里也没有姓名', async () => {
    await opened({ title: '桑家的卷宗', parties: [{ side: 'applicant', name: '机密姓名', phone: '13000000000', about: '机密住址' }] })
    const seen = (scope: Scope) => app().context.db.transact(scope, async (tx) => {
      const { rows } = await sql<{ files: number; parties: number; documents: number; dump: string }>`
        select (select count(*)::int from mediation_file where title = '桑家的卷宗') as files, (select count(*)::int from mediation_party p join mediation_file f on f.id = p.file_id where f.title = '桑家的卷宗') as parties,
          (select count(*)::int from mediation_document) as documents, (select coalesce(string_agg(p::text || f::text, ''), '') from mediation_party p join mediation_file f on f.id = p.file_id) as dump`.execute(tx)
      return rows[0]
    })
    expect(await seen({ paths: ['d370305.s002.c01'], units: [], userId: null })).toMatchObject({ files: 1, parties: 1 })
    expect(await seen({ paths: ['d370305.s002.c02'], units: ['community-01'], userId: null })).toMatchObject({ files: 0, parties: 0, documents: 0 })
    const dump = (await seen({ paths: '*', units: [], userId: null }))?.dump ?? '机密'
    expect(['机密姓名', '机密住址', '13000000000'].filter((secret) => dump.includes(secret))).toEqual([])
  })

  test('按电话、编号、题目都找得到，一页一页不重不漏，各状态的件数与清单一致', async () => {
    const file = await opened({ parties: [{ side: 'applicant', name: '赵六', phone: '139 1111 2222' }] })
    for (const q of ['13911112222', file.number, '+86 139-1111-2222']) expect((await list('duty', `q=${encodeURIComponent(q)}`)).mediations.map(({ id }) => id)).toEqual([file.id])
    const { counts } = await list('duty')
    const paged: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: AnswerOf<typeof listMediations> = await list('duty', `state=open&limit=2${next ? `&cursor=${next}` : ''}`)
      paged.push(...page.mediations.map(({ id }) => id))
      next = page.next
    }
    expect([paged.length, new Set(paged).size]).toEqual([counts.open, counts.open])
  })

  test('同事改过的卷宗不会被覆盖，别的卷宗的附件不能拿来用', async () => {
    const [file, other] = [await opened(), await opened()]
    await step('duty', file, { step: 'assign', mediators: ['高调解'] })
    expect((await stepped('community01', file, SESSION)).status).toBe(409)
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#39c' } }).jpeg().toBuffer()
    const { body } = await app().upload({ bytes: photo }, { as: 'community01', url: `mediations/${other.id}/files` })
    expect((await stepped('community01', { ...file, version: file.version + 1 }, { ...SESSION, documents: [body.id] })).body.error?.code).toBe('mediation-document-unknown')
  })

  test('写错的可以更正，原因留在经过里；没有填的保持原样', async () => {
    let file = await opened()
    file = await step('community01', file, { step: 'amend', title: '13号楼楼上漏水', kind: 'property', facts: '更正：是13号楼', reason: '楼号写错' })
    expect(file).toMatchObject({ title: '13号楼楼上漏水', kindName: '物业纠纷', facts: '更正：是13号楼' })
    const [party] = file.parties
    file = await step('community01', file, { step: 'amend-party', partyId: party?.id, phone: '13700009999', reason: '电话写错' })
    expect(file.parties[0]).toMatchObject({ name: '王**', phone: '137****9999' })
    expect(file.history.map(({ title }) => title)).toEqual(['建立卷宗', '更正：楼号写错', '更正当事人：电话写错'])
    expect((await list('duty', 'q=13700009999')).mediations.map(({ id }) => id)).toEqual([file.id])
  })

  test('协议过了履行的日子还没有回访到履行，提醒建卷的人一次', async () => {
    let file = await opened({ parties: [{ side: 'applicant', name: '甲', agrees: true }, { side: 'respondent', name: '乙', agrees: true }] })
    file = await step('community01', file, SESSION)
    file = await step('community01', file, { ...AGREEMENT, form: 'oral' })
    app().clock.advance(30 * 86_400_000)
    await remindPerformance(app().context)
    await remindPerformance(app().context)
    const { body } = await app().request<{ notices: { title: string; text: string }[] }>('GET', 'notices', { as: 'community01' })
    expect(body.notices.filter(({ text }) => text.startsWith(file.number))).toHaveLength(1)
  })
})
