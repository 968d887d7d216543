import { DownloadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import type { InboxSearch, ListName } from '../cases/inbox-search.ts'
import { ExportDialog } from './export-dialog.tsx'

interface ExportButtonProps {
  readonly list: ListName
  readonly search: InboxSearch
}

/** Takes the list one looks at out of the house, as it is filtered now. */
export function ExportButton({ list, search }: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Tooltip title="导出这个列表"><Button icon={<DownloadOutlined />} aria-label="导出这个列表" onClick={() => setOpen(true)} /></Tooltip>
      {isOpen ? <ExportDialog list={list} search={search} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
