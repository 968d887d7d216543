import { describe, expect, it } from 'vitest'
import type { BundleCase, Me } from '@yihu/contracts'
import { enqueue, newCase, settle } from '@yihu/domain'
import type { Outbox } from '@yihu/domain'
import { inTodaysOrder, isMine, localCase, movesOf, urgencyOf } from './cases.ts'

const NOW = Date.parse('2026-05-07T10:00:00+08:00')
const me: Me = {
  id: '019e0000-0000-7000-8000-000000000001', username: 'grid001', name: '高网格', roles: ['grid-worker'], roleNames: ['网格员'], permissions: ['case.read', 'case.handle', 'case.verify'],
  areas: [], units: [{ id: 'community-01', name: '桑家社区' }], hasTotp: false, isDemo: true, seeing: null,
}
const sent: BundleCase = {
  id: '019e0000-0000-7000-8000-00000000000c', number: '20260507-0001', version: 3, title: '井盖破损', text: '井盖破损', areaPath: 'd.s', areaName: '桑家社区', address: null, point: null,
  classCode: 'S0504', className: '占道', registeredAt: '2026-05-07T02:00:00Z', dueAt: '2026-05-08T01:00:00Z', unitName: '桑家社区',
  core: { ...newCase(NOW, 'S0504'), state: 'dispatched', ownerUnit: 'community-01', dispatchedAt: NOW },
}
const move = (id: string, body: object) => ({ id, kind: 'case.move', at: '2026-05-07T02:00:00Z', key: sent.id, body: { caseId: sent.id, ...body } })
const local = (outbox: Outbox) => localCase(sent, { outbox, me })

describe('手机里的案件', () => {
  it('没有信号也按同一套流程走：接办以后能回复和退回，回复以后就没什么可做了', () => {
    expect([movesOf(local([]), me), isMine(local([]), me), urgencyOf(local([]), NOW)]).toEqual([['claim', 'return'], true, 'soon'])
    const claimed = enqueue([], move('a', { version: 3, move: 'claim' }))
    expect(local(claimed)).toMatchObject({ version: 4, pending: 1, core: { state: 'handling', handledBy: me.id } })
    expect(movesOf(local(claimed), me)).toEqual(['reply', 'return'])
    const answered = enqueue(claimed, move('b', { version: 4, move: 'reply', text: '已换新井盖', evidence: [] }))
    expect([local(answered).core.state, movesOf(local(answered), me), isMine(local(answered), me)]).toEqual(['replied', [], false])
  })

  it('服务器收下以后不重算；撞上别人的改动，照服务器的样子显示', () => {
    const claimed = enqueue([], move('a', { version: 3, move: 'claim' }))
    const fate = { id: 'a', answer: { version: 4 }, error: null, current: null }
    const applied = settle(claimed, { sent: claimed, fates: [{ ...fate, outcome: 'applied' }], now: NOW })
    expect(local(applied)).toMatchObject({ version: 4, pending: 0, core: { state: 'handling' } })
    expect(localCase({ ...sent, version: 4 }, { outbox: applied, me })).toMatchObject({ version: 4, core: { state: 'dispatched' } })
    const clashed = settle(claimed, { sent: claimed, fates: [{ ...fate, outcome: 'clash' }], now: NOW })
    expect(local(clashed)).toMatchObject({ pending: 1, core: { state: 'dispatched' } })
  })

  it('今天先办超期的，再按到期的日子，同一天先办近的；不知道在哪里时，按到期的钟点', () => {
    const due = (id: string, dueAt: string | null, metres: number | null) => localCase({ ...sent, id, dueAt, point: metres === null ? null : { lon: 118.3, lat: 36.81 + metres / 111_320 } }, { outbox: [], me })
    const cases = [due('没期限', null, 5), due('明天', '2026-05-08T01:00:00Z', 1), due('今晚远', '2026-05-07T15:00:00Z', 900), due('今天没位置', '2026-05-07T03:00:00Z', null), due('今晚近', '2026-05-07T15:30:00Z', 20), due('超期', '2026-05-06T01:00:00Z', 5000)]
    const order = (spot: Parameters<typeof inTodaysOrder>[1]['spot']) => inTodaysOrder(cases, { me, now: NOW, spot }).map(({ case: { id } }) => id)
    expect(order({ lon: 118.3, lat: 36.81 })).toEqual(['超期', '今晚近', '今晚远', '今天没位置', '明天', '没期限'])
    expect(order(null)).toEqual(['超期', '今天没位置', '今晚远', '今晚近', '明天', '没期限'])
  })
})
