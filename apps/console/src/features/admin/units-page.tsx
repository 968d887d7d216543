import { useQuery } from '@tanstack/react-query'
import { Button, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { listAreas, listUnits, UNIT_KINDS } from '@yihu/contracts'
import type { UnitRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { UnitDialog } from './unit-dialog.tsx'
import { kindName } from './unit-kind.ts'

/** The units that cases are dispatched to. */
export function UnitsPage() {
  const can = useCan()
  return can('unit.manage') ? <Units /> : <NoPermission what="单位" />
}

function Units() {
  const [words, setWords] = useState('')
  const [edited, setEdited] = useState<UnitRow | 'new' | null>(null)
  const units = useQuery({ queryKey: ['units', 'all'], queryFn: ({ signal }) => api.call(listUnits, { query: { all: 'true' }, signal }) })
  const areaNames = useAreaNames()
  const rows = (units.data?.units ?? []).filter(({ id, name }) => id.includes(words.trim()) || name.includes(words.trim()))
  if (units.isError) return <Failed error={units.error} retry={() => void units.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>单位</h1>
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="名称或编码" aria-label="查找单位" allowClear />
        <Button type="primary" onClick={() => setEdited('new')}>新建单位</Button>
      </div>
      <Table<UnitRow> rowKey="id" size="small" className="sheet-table" dataSource={rows} loading={units.isPending} pagination={false} scroll={{ x: 760 }} sticky
        locale={{ emptyText: words.trim() ? `没有找到“${words.trim()}”` : '还没有单位。先建各社区、各部门，案件才有处可派。' }}
        columns={[
          { title: '名称', dataIndex: 'name' },
          { title: '编码', dataIndex: 'id', render: (id: string) => <code>{id}</code> },
          { title: '类别', dataIndex: 'kind', render: kindName, filters: Object.entries(UNIT_KINDS).map(([value, text]) => ({ value, text })), onFilter: (kind, row) => row.kind === kind },
          { title: '所属区域', dataIndex: 'areaPath', render: (path: string | null) => (path === null ? <span className="soft">不限区域</span> : (areaNames.get(path) ?? path)) },
          { title: '状态', key: 'state', render: (_value, row) => (row.isActive ? <span className="tone-green">● 正常</span> : <Tag>○ 停用</Tag>) },
          { title: '操作', key: 'do', render: (_value, row) => <Button type="link" size="small" onClick={() => setEdited(row)}>修改</Button> },
        ]} />
      {edited ? <UnitDialog unit={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function useAreaNames(): ReadonlyMap<string, string> {
  const areas = useQuery({ queryKey: ['areas', 'names'], queryFn: ({ signal }) => api.call(listAreas, { query: { limit: 1000 }, signal }), staleTime: 300_000 })
  return new Map(areas.data?.areas.map(({ path, name }) => [path, name]))
}
