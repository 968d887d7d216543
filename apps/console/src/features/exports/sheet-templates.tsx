import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { SHEET_OFFICES } from '@yihu/contracts'
import type { SheetTemplateRow } from '@yihu/contracts'
import { permissionToRead, SHEET_ROWS } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { templatesQuery } from './export-queries.ts'
import { TemplateDialog } from './sheet-template-dialog.tsx'

/** 一次采集、多处复用: sheets that other offices ask for, filled from the pool. */
export function SheetTemplates() {
  const can = useCan()
  const found = useQuery(templatesQuery)
  const [area, setArea] = useState<string>()
  const [filled, setFilled] = useState<SheetTemplateRow | null>(null)
  const [edited, setEdited] = useState<SheetTemplateRow | 'new' | null>(null)
  if (found.isPending) return <Loading rows={4} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const shown = found.data.templates.filter(({ form: { isActive } }) => isActive || can('export.template'))
  return (
    <section className="card">
      <div className="export-templates-head"><h2>一次采集、多处复用</h2><AreaPicker value={area} onChange={setArea} none="我负责的全部区域" />{can('export.template') ? <Button onClick={() => setEdited('new')}>新增一张表</Button> : null}</div>
      <p className="soft">12345、民政、综治等要的表，直接从台账和走访记录填，不再重新采集。</p>
      <Table<SheetTemplateRow> rowKey="id" size="small" pagination={false} dataSource={shown} scroll={{ x: 720 }} columns={[
        { title: '表', render: (_, { form: { name, isActive } }) => <>{name}{isActive ? null : <span className="soft"> ○ 停用</span>}</> },
        { title: '谁要', width: 80, render: (_, { form }) => SHEET_OFFICES[form.office] },
        { title: '从哪填', width: 110, render: (_, { form }) => SHEET_ROWS[form.rows.of] },
        { title: '列', width: 60, align: 'right', render: (_, { form }) => form.columns.length },
        { title: '操作', width: 160, render: (_, row) => <>
          {row.form.isActive && can(row.form.rows.of === 'visit' ? 'grid.read' : permissionToRead(row.form.rows.of)) ? <Button size="small" type="primary" aria-label={`填表：${row.form.name}`} onClick={() => setFilled(row)}>填表</Button> : null}{' '}
          {can('export.template') ? <Button size="small" aria-label={`修改${row.form.name}`} onClick={() => setEdited(row)}>修改</Button> : null}
        </> },
      ]} />
      {filled ? <ExportDialog asked={{ template: { id: filled.id, ...(area ? { area } : {}) } }} what={`${filled.form.name}，${area ? '所选区域' : '我负责的全部区域'}`} mayClear={can('person.reveal')} onClose={() => setFilled(null)} /> : null}
      {edited ? <TemplateDialog row={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </section>
  )
}
