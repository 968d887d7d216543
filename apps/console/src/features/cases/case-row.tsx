import { Checkbox, Tooltip } from 'antd'
import { memo } from 'react'
import { SOURCES } from '@yihu/contracts'
import type { CaseRow } from '@yihu/contracts'
import { exactText, instantText } from '../../app/time.ts'
import { CaseMark } from './mark.tsx'
import { placeText } from './place.ts'

const PENDING = { extension: '待批延期', suspension: '待批挂账', void: '待批作废' } as const

interface CaseItemProps {
  readonly row: CaseRow
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
}

/** One line of a list: how urgent, what, where, who has it, until when. */
export const CaseItem = memo(function CaseItem({ row, isHere, isOpen, isSelected, onOpen, onSelect }: CaseItemProps) {
  const classes = ['item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} aria-current={isOpen ? 'true' : undefined}>
      <Checkbox checked={isSelected} onChange={() => onSelect(row.id)} aria-label={`选择 ${row.number}`} tabIndex={-1} />
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line">
          <CaseMark of={row} />
          <span className="item-number">{row.number}</span>
          <span className="item-title">{row.title}</span>
          <span className="item-state">{row.stateLabel}</span>
        </span>
        <span className="item-line item-foot">
          <span className="item-where">{placeText(row)}</span>
          <span className="item-flags">
            {row.isUrged ? <span className="flag tone-red">⚑ 督办</span> : null}
            {row.pending ? <span className="flag tone-violet">{PENDING[row.pending]}</span> : null}
            {row.followers > 0 ? <span className="flag">同诉 +{row.followers}</span> : null}
          </span>
        </span>
        <span className="item-line item-foot">
          <span className="item-where">{[row.unit?.name ?? '尚未派出', row.class?.name ?? '未分类', SOURCES[row.source]].join(' · ')}</span>
          {row.dueAt ? (
            <Tooltip title={exactText(row.dueAt)}><span className={row.card === 'red' ? 'tone-red' : ''}>{row.dueText ?? instantText(row.dueAt)}</span></Tooltip>
          ) : <span>{instantText(row.registeredAt)} 登记</span>}
        </span>
      </button>
    </li>
  )
})
