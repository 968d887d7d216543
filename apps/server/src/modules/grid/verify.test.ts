import { expect, test } from 'vitest'
import type { AnswerOf, listDue, listVisits, PoolCard, VisitReceipt } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { newId } from '../../kernel/id.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'

const ask = async <T>(as: string, url: string) => (await app().request<T>('GET', url, { as })).body
const due = async (as: string, query: string) => (await ask<AnswerOf<typeof listDue>>(as, `grid/due?${query}`)).items
const visit = (as: string, form: object) => app().request<VisitReceipt>('POST', 'grid/visits', { as, body: { id: newId(app().clock.now()), visit: form } })
const create = async (register: string, body: object) => (await app().request<{ card: PoolCard }>('POST', `pool/${register}`, { as: 'grid001', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', ...body } })).body.card
const card = (register: string, id: string) => ask<PoolCard>('community01', `pool/${register}/${id}`)
const fact = (shown: PoolCard, name: string) => shown.fields.find(({ field }) => field === name)?.fact

test('走访一户，逐项核对户里每个人：姓名对、电话变了只改电话；手机带着的是脱敏的登记情况；不在这一户的人不改，走访照记', async () => {
  const house = (await create('house', { values: { unit: '3', room: '502', floor: 5, use: 'self' } })).id
  const home = await create('household', { values: { kind: 'family' }, houseId: house, tags: ['single-elder'] })
  const elder = await create('person', { values: { name: '单雄信', phone: '10051230009' } })
  const member = await create('person', { values: { name: '秦叔宝', phone: '10051230002' } })
  await app().request('POST', 'pool-relations', { as: 'grid001', body: { kind: 'household', role: '02', fromRegister: 'person', fromId: member.id, to: { register: 'household', id: home.id }, source: 'visit' } })
  const told = (await due('grid001', 'routine=monthly-visit&known=true')).find(({ subject }) => subject.id === home.id)
  expect(told?.known?.map(({ person, label, text }) => [person?.name ?? '', label, text])).toEqual([['', '户类别', '家庭户'], ['秦**', '姓名', '秦**'], ['秦**', '联系电话', '100****0002'], ['秦**', '人口类别', '']])
  expect((await due('grid001', 'routine=monthly-visit'))[0]).not.toHaveProperty('known')
  expect([(await due('grid001', `routine=monthly-visit&subject=${home.id}&known=true`)).map(({ known }) => known), await due('grid001', `subject=${elder.id}`)]).toEqual([[told?.known], []])
  const said = [{ person: member.id, field: 'name', as: 'right' }, { person: member.id, field: 'phone', as: 'wrong', value: '10051230003' }, { person: elder.id, field: 'phone', as: 'wrong', value: '10051239999' }, { field: 'kind', as: 'right' }]
  const { body: receipt } = await visit('grid001', { subject: { kind: 'household', id: home.id }, routine: 'monthly-visit', result: 'met', verified: said })
  expect(receipt).toMatchObject({ taken: ['people.name', 'people.phone', 'kind'], kept: ['people.phone'], warnings: { people: expect.stringContaining('不在这一户') as string } })
  const [changed, other] = [await card('person', member.id), await card('person', elder.id)]
  const [today, phoneOf] = [new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10), (shown: PoolCard) => shown.fields.find(({ field }) => field === 'phone')?.text]
  expect([phoneOf(changed), phoneOf(other)]).toEqual(['100****0003', '100****0009'])
  expect([fact(changed, 'name'), fact(changed, 'phone')]).toEqual([{ source: 'visit', asOf: today, state: 'verified' }, { source: 'visit', asOf: today, state: 'verified' }])
  const { visits: [shown] } = await ask<AnswerOf<typeof listVisits>>('grid001', `grid/visits?kind=household&id=${home.id}`)
  expect(shown?.verified.map(({ label, as }) => `${label} ${as}`).toSorted()).toEqual(['住的人的姓名 right', '住的人的联系电话 wrong', '户类别 right'].toSorted())
  expect(JSON.stringify(shown)).not.toContain(member.id)
})
