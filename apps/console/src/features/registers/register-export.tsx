import { DownloadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useCan } from '../../app/session.ts'
import { ExportDialog } from '../exports/export-dialog.tsx'
import { FILTERS, filtersOf, REGISTER_TABS } from './register-search.ts'
import type { RegistersSearch, RegisterTab } from './register-search.ts'

/** Takes the register one looks at out of the house, as it is narrowed now; what was typed to find somebody does not count. */
export function RegisterExport({ of, search }: { readonly of: RegisterTab; readonly search: RegistersSearch }) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  if (!can('export.make')) return null
  const { codes, flags } = FILTERS[of]
  const said = [
    search.area ? '所选区域' : '', search.tag ? '所选标签' : '', ...codes.map(({ name, options }) => options.find(({ value }) => value === search[name])?.label ?? ''), ...flags.map(({ name, label }) => (search[name] ? label : '')),
  ].filter(Boolean)
  return (
    <>
      <Tooltip title="导出这个列表"><Button icon={<DownloadOutlined />} aria-label="导出这个列表" onClick={() => setOpen(true)} /></Tooltip>
      {isOpen ? <ExportDialog asked={{ register: of === 'part' ? { of, ...(search.area ? { area: search.area } : {}) } : { of, ...filtersOf(search) } }} what={`${REGISTER_TABS[of]}台账，${said.length > 0 ? said.join('、') : '没有筛选条件'}`} mayClear={can('person.reveal')} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
