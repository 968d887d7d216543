import { expect, test } from 'vitest'
import { lineageLines } from './lineage-lines.ts'

test('来历图从登记到来源、再到文件：每条线挂在自己的来源上，粗细是它占的份额，条数和日期写在旁边', () => {
  const lines = lineageLines({
    register: 'person', name: '居民', total: 40, sources: [{ source: 'police', name: '公安共享', entries: 30, from: '2026-04-01', to: '2026-04-30' }, { source: 'visit', name: '走访', entries: 10, from: '2026-05-07', to: '2026-05-07' }],
    loads: [{ id: 'a', source: 'police', title: '导入居民表', fileName: '四月.xlsx', by: '桑书记', at: '2026-05-06T17:00:00.000Z', entries: 30 }, { id: 'b', source: 'census', title: '普查', fileName: null, by: '系统', at: '2026-05-01T00:00:00.000Z', entries: 2 }],
  })
  expect(lines.map(({ depth, parent, share, title, detail }) => [depth, parent, share, title, detail])).toEqual([
    [0, null, 1, '居民', '40 条'],
    [1, 0, 0.75, '公安共享', '30 条，2026-04-01 至 2026-04-30'],
    [2, 1, 0.75, '《四月.xlsx》', '30 条，2026-05-07，桑书记'],
    [1, 0, 0.25, '走访', '10 条，2026-05-07'],
    [1, 0, 0.05, '普查', '2 条，2026-05-01，系统'],
  ])
})
