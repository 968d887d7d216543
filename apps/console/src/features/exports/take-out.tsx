import { DownloadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useCan } from '../../app/session.ts'
import type { Permission } from '../../app/session.ts'
import { ExportDialog } from './export-dialog.tsx'
import type { ExportDialogProps } from './export-dialog.tsx'

interface TakeOutProps extends Pick<ExportDialogProps, 'asked' | 'what'> {
  /** What lets somebody look at these people one by one. */
  readonly clear: Permission
  /** Words on the button; without them it is an icon. */
  readonly label?: string
  readonly size?: 'small' | 'middle'
}

/** Takes the list one looks at out of the house, as it is narrowed now; nothing for those who may not. */
export function TakeOut({ asked, what, clear, label, size = 'middle' }: TakeOutProps) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  if (!can('export.make')) return null
  const open = () => setOpen(true)
  return (
    <>
      {label ? <Button size={size} onClick={open}>{label}</Button> : <Tooltip title="导出这个列表"><Button icon={<DownloadOutlined />} aria-label="导出这个列表" onClick={open} /></Tooltip>}
      {isOpen ? <ExportDialog asked={asked} what={what} mayClear={can(clear)} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
