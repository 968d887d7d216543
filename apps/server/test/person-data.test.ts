import { expect, it } from 'vitest'
import type { AnswerOf, erasePerson, personFile, PoolCard } from '@yihu/contracts'
import { useApp } from './app.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'

const post = async <T>(as: string, url: string, body: object) => {
  const answer = await app().request<T>('POST', url, { as, body })
  expect(answer.status, `${url} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

it('本人要看的，连看护、走访里记的一起给；抹去的时候一起抹去，敲过门这件事留着', async () => {
  const { card } = await post<{ card: PoolCard }>('grid001', 'pool/person', { areaPath: B12, source: 'visit', values: { name: '杜如晦', phone: '10051230001' } })
  const care = await post<{ id: string }>('community01', 'care', {
    kind: 'elder-alone', areaPath: B12, room: '2单元301', name: '杜如晦', phone: '10051230001', note: '钥匙在对门', poolPersonId: card.id,
    consent: { by: 'self', day: '2026-05-01', scopes: ['reminder'] }, contacts: [{ kind: 'family', name: '杜荷荷', phone: '10051230002', relation: '儿子', consentDay: '2026-05-01' }], devices: [],
  })
  await post('grid001', 'grid/visits', { id: crypto.randomUUID(), visit: { subject: { kind: 'person', id: card.id }, result: 'met', notes: '最近腿不好' } })
  const file = await post<AnswerOf<typeof personFile>>('duty', `persons/${card.id}/file`, { purpose: '本人到场申请' })
  expect(file.kept).toEqual([{ name: '看护', lines: [expect.stringMatching(/杜如晦.*钥匙在对门.*儿子 杜\*\*.*2026-05-01 同意/u)] }, { name: '走访', lines: [expect.stringContaining('最近腿不好')] }])
  await post<AnswerOf<typeof erasePerson>>('duty', `persons/${card.id}/erasure`, { version: 1, reason: '本人申请删除' })
  const rows = async (table: 'care_person' | 'grid_visit') => JSON.stringify((await app().context.db.owner.selectFrom(table).selectAll().execute()).map((row) => Object.entries(row).filter(([name]) => name.endsWith('cipher'))))
  for (const table of ['care_person', 'grid_visit'] as const) expect(await rows(table), table).not.toContain('Buffer')
  expect((await app().request<{ visits: unknown[] }>('GET', 'grid/visits?area=d370305.s002.c01', { as: 'community01' })).body.visits).toHaveLength(1)
  expect((await app().request<{ rows: { object: string }[] }>('GET', 'audit?action=care.end', { as: 'auditor' })).body.rows.map(({ object }) => object)).toEqual([care.id])
})
