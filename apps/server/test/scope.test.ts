import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail } from '@yihu/contracts'
import { systemScope } from '../src/kernel/db/index.ts'
import { importTown } from '../src/platform/areas/index.ts'
import { upsertUnits, upsertUser } from '../src/platform/identity/index.ts'
import { MORNING, useApp } from './app.ts'
import { dispatched, filed } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN, SMALL_STREET, square } from './street.ts'

const app = useApp()

const OTHER = 'd370305.s003'
const AT_OTHER = { lon: 118.33, lat: 36.815 }

/** A second street in the same database, east of the first. */
async function openOtherStreet(): Promise<void> {
  const [, street, community] = SMALL_STREET
  if (!street || !community) throw new Error('the small street has lost its areas')
  await app().context.db.transact(systemScope, async (tx) => {
    await importTown(tx, [
      { ...street, code: '370305003', name: '闻韶街道', path: OTHER, ...square(25, 0, 35, 10) },
      { ...community, code: '370305003001', parentCode: '370305003', name: '闻韶社区', path: `${OTHER}.c51`, ...square(25, 0, 35, 10) },
    ])
    await upsertUnits(tx, [{ id: 'community-51', name: '闻韶社区', kind: 'community', areaPath: `${OTHER}.c51` }])
    const person = { at: Date.parse(MORNING), password: { demo: true } } as const
    await upsertUser(tx, { ...person, username: 'duty51', name: '外值班', roles: ['duty-chief'], areas: [OTHER], units: [] })
    await upsertUser(tx, { ...person, username: 'nobody', name: '无范围', roles: ['community'], areas: [], units: [] })
  })
}

type Name = 'inC01' | 'inC02' | 'atUrban' | 'called' | 'asked' | 'nowhere' | 'other'
let cases: Readonly<Record<Name, CaseDetail & { queryCode: string; fileId: string }>>

/** Who sees which cases: by area, or because their unit holds it, was called to it, or was asked to look. */
const SIGHT: Readonly<Record<string, readonly Name[]>> = {
  duty: ['inC01', 'inC02', 'atUrban', 'called', 'asked', 'nowhere'],
  accept: ['inC01', 'inC02', 'atUrban', 'called', 'asked', 'nowhere'],
  dispatch: ['inC01', 'inC02', 'atUrban', 'called', 'asked', 'nowhere'],
  community01: ['inC01', 'atUrban', 'called', 'asked'],
  community02: ['inC02', 'asked'],
  grid001: ['inC01', 'atUrban', 'called', 'asked'],
  grid003: ['inC02', 'asked'],
  urban: ['atUrban', 'called'],
  sanitation: [],
  property01: ['called'],
  duty51: ['other'],
  nobody: [],
}
const OFFICERS = ['admin', 'auditor', 'security'] as const

beforeAll(async () => {
  await openOtherStreet()
  const { raise, move, upload, request } = app()
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#39c' } }).jpeg().toBuffer()
  const report = async (form: Parameters<typeof raise>[0]) => {
    const { body } = await upload({ bytes: jpeg, name: `秘密${form.text}.jpg` })
    return { fileId: body.id, form: { ...form, files: [body.id], contact: { name: '张三丰', phone: '10051234567' } } }
  }
  const make = async (form: Parameters<typeof raise>[0], take: (form: Parameters<typeof raise>[0]) => Promise<CaseDetail & { queryCode: string }>) => {
    const { fileId, form: full } = await report(form)
    return { ...(await take(full)), fileId }
  }
  const stall = (text: string, where: object) => ({ text: `秘密${text}：烧烤摊占道经营`, ...where })
  const asked = await make(stall('核实', IN_SHENGXIN), raise)
  await move('accept', asked.id, { move: 'accept' })
  await move('accept', asked.id, { move: 'ask-verification', unitId: 'community-01', note: '请帮忙看' })
  const called = await make(stall('号召', AT_BUILDING_12), (form) => dispatched(app(), form))
  await move('dispatch', called.id, { move: 'call-all', unitIds: ['property-01'], note: '来' })
  const other = await make(stall('外街', AT_OTHER), async (form) => {
    const receipt = await app().appeal(form)
    const { body } = await request<{ cases: { id: string }[] }>('POST', 'cases/find', { body: { q: receipt.number }, as: 'duty51' })
    const detail = await request<CaseDetail>('GET', `cases/${body.cases[0]?.id}`, { as: 'duty51' })
    return { ...detail.body, queryCode: receipt.queryCode }
  })
  cases = {
    inC01: await make(stall('一', AT_BUILDING_12), (form) => filed(app(), form)), inC02: await make(stall('二', IN_SHENGXIN), raise),
    atUrban: await make(stall('执法', AT_BUILDING_12), (form) => dispatched(app(), form)), called, asked,
    nowhere: await make({ text: '秘密没有位置' }, raise), other,
  }
})

const entries = () => Object.entries(cases) as [Name, (typeof cases)[Name]][] // keys of our own record

describe('谁看得见哪些案件', () => {
  it.each(Object.keys(SIGHT))('%s 在列表、搜索、附近、查重里只看到该看的', async (as) => {
    const { request } = app()
    const seen = SIGHT[as] ?? []
    const list = async (query: object) => {
      const { status, body } = await request<{ cases: { id: string; number: string }[] }>('POST', 'cases/find', { as, body: { limit: 200, ...query } })
      expect(status).toBe(200)
      return body.cases.map((one) => one.id)
    }
    const ids = seen.map((name) => cases[name].id).toSorted()
    expect((await list({ sort: 'newest' })).toSorted()).toEqual(ids)
    expect((await list({ q: '秘密' })).toSorted()).toEqual(ids)
    expect((await list({ area: 'd370305' })).toSorted()).toEqual(ids)
    for (const [name, one] of entries()) {
      const isSeen = seen.includes(name)
      expect(await list({ q: one.number }), `${as} ${name} by number`).toEqual(isSeen ? [one.id] : [])
      const near = await request<{ cases: { id: string }[] }>('GET', `cases/nearby?lon=${one.point?.lon ?? 118}&lat=${one.point?.lat ?? 36}&metres=2000`, { as })
      for (const found of near.body.cases) expect(ids, `${as} nearby`).toContain(found.id)
      const twins = await request<{ duplicates?: { case: { id: string } }[] }>('GET', `cases/${one.id}/duplicates`, { as })
      expect(twins.status, `${as} ${name} duplicates`).toBe(isSeen ? 200 : 404)
      for (const twin of twins.body.duplicates ?? []) expect(ids, `${as} duplicates`).toContain(twin.case.id)
    }
  })

  it.each(Object.keys(SIGHT))('%s 打不开、动不了、看不到附件和报事人的，回答都一样：没有这一项', async (as) => {
    const { request } = app()
    for (const [name, one] of entries()) {
      const isSeen = (SIGHT[as] ?? []).includes(name)
      const answers = {
        page: await request<{ error?: { code: string } }>('GET', `cases/${one.id}`, { as }),
        file: await request<{ error?: { code: string } }>('GET', `cases/${one.id}/files/${one.fileId}`, { as }),
        move: await request<{ error?: { code: string } }>('POST', `cases/${one.id}/moves`, { as, body: { move: 'archive' } }),
        reveal: await request<{ error?: { code: string } }>('POST', `cases/${one.id}/reporter`, { as, body: { purpose: 'contact' } }),
      }
      expect(answers.page.status, `${as} ${name} page`).toBe(isSeen ? 200 : 404)
      expect(answers.file.status, `${as} ${name} file`).toBe(isSeen ? 200 : 404)
      expect(answers.move.body.error?.code === 'not-found', `${as} ${name} move`).toBe(!isSeen)
      if (answers.reveal.status !== 403) expect(answers.reveal.status, `${as} ${name} reveal`).toBe(isSeen ? 200 : 404)
      if (isSeen) expect(JSON.stringify(answers.page.body), 'masked').not.toMatch(/张三丰|10051234567/u)
    }
    const strange = '01970000-0000-7000-8000-000000000000'
    const hidden = entries().find(([name]) => !(SIGHT[as] ?? []).includes(name))
    if (hidden) {
      const bare = ({ status, body }: { status: number; body: { error?: { requestId?: string } } }) => ({ status, body: { ...body.error, requestId: '' } })
      expect(bare(await request('GET', `cases/${hidden[1].id}`, { as }))).toEqual(bare(await request('GET', `cases/${strange}`, { as })))
    }
  })

  it.each(OFFICERS)('%s 不办案，哪里都看不到案件', async (as) => {
    const { request, routes } = app()
    const doors = routes.filter(({ contract }) => /^\/(?:cases|imports)/u.test(contract.path))
    expect(doors.length).toBeGreaterThan(8)
    for (const { contract } of doors) {
      const { status } = await request(contract.method, `/api/v1${contract.path.replace(':id', cases.inC01.id).replace(':fileId', cases.inC01.fileId)}`, { as, body: contract.method === 'GET' ? undefined : {} })
      expect(status, `${as} ${contract.method} ${contract.path}`).toBe(403)
    }
  })

  it('没有登录的人什么也打不开', async () => {
    for (const { contract, access } of app().routes) {
      if (access.kind === 'public') continue
      const { status } = await app().request(contract.method, `/api/v1${contract.path.replaceAll(/:\w+/gu, cases.inC01.id)}`, { body: contract.method === 'GET' ? undefined : {} })
      expect(status, `${contract.method} ${contract.path}`).toBe(401)
    }
  })

  it('不能把案件并进自己看不见的案件，也看不见它在不在', async () => {
    const { refused } = app()
    expect(await refused('accept', cases.inC02.id, { move: 'merge', into: cases.other.id, consent: '同意' })).toBe('merge-target-invalid')
  })

  it('两个街道同一天的编号不会撞', async () => {
    expect(cases.other.number).toMatch(/^370305003-20260507-0001$/u)
    expect(new Set(entries().map(([, one]) => one.number)).size).toBe(entries().length)
  })
})

describe('数字与列表一致', () => {
  it.each(Object.keys(SIGHT))('%s 的每个岗位：数字等于列表的件数，超期数等于超期列表', async (as) => {
    const { request, clock } = app()
    clock.set('2026-05-14T10:00:00+08:00')
    for (const area of ['', '&area=d370305.s002.c01', '&area=d370305.s002.c02']) {
      const { body } = await request<{ desks: Record<string, { total: number; overdue: number }> }>('GET', `cases/counts?${area}`, { as })
      for (const [desk, { total, overdue }] of Object.entries(body.desks)) {
        const list = await request<{ cases: unknown[] }>('GET', `cases?limit=200&desk=${desk}${area}`, { as })
        const late = await request<{ cases: unknown[] }>('GET', `cases?limit=200&desk=${desk}&due=overdue${area}`, { as })
        expect({ desk, total, overdue }, `${as}${area}`).toEqual({ desk, total: list.body.cases.length, overdue: late.body.cases.length })
      }
    }
    clock.set(MORNING)
  })

  it('翻页翻到底，一件不漏一件不重', async () => {
    const { request } = app()
    for (const sort of ['due', 'newest']) {
      const seen: string[] = []
      for (let cursor = ''; ;) {
        const { body } = await request<{ cases: { id: string }[]; next: string | null }>('GET', `cases?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`, { as: 'duty' })
        seen.push(...body.cases.map((one) => one.id))
        if (body.next === null) break
        cursor = body.next
      }
      expect(seen).toHaveLength(6)
      expect(new Set(seen).size).toBe(6)
    }
  })
})
