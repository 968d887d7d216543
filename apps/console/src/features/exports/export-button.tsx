import { DownloadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import type { InboxSearch, ListName } from '../cases/inbox-search.ts'
import { useCan } from '../../app/session.ts'
import { LIST_NAMES } from '../cases/inbox-search.ts'
import { writeFilterText } from '../cases/filter-text.ts'
import { inboxFilters } from '../cases/queries.ts'
import { useDictionary } from '../cases/use-dictionary.ts'
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
      {isOpen ? <CaseExport list={list} search={search} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function CaseExport({ list, search, onClose }: ExportButtonProps & { readonly onClose: () => void }) {
  const can = useCan()
  const { dictionary } = useDictionary({ isWanted: true })
  const filters = dictionary ? writeFilterText(search, dictionary) : ''
  return <ExportDialog asked={{ query: inboxFilters(list, search) }} what={`${LIST_NAMES[list]}${filters ? `，${filters}` : '，没有筛选条件'}`} mayClear={can('case.reveal')} onClose={onClose} />
}
