import { memo } from 'react'
import type { CSSProperties } from 'react'
import { SOURCES } from '@yihu/contracts'
import type { CaseRow, ListField } from '@yihu/contracts'
import { exactText, instantText } from '../../app/time.ts'
import type { ListName } from './inbox-search.ts'
import { CaseMark } from './mark.tsx'
import { placeText } from './place.ts'
import { whyHere } from './why-here.ts'

const PENDING = { extension: '待批延期', suspension: '待批挂账', void: '待批作废' } as const

/** What a line shows, chosen per person. */
export interface RowLook {
  readonly fields: ReadonlySet<ListField>
  readonly isCompact: boolean
}

const COMPACT = 40
const LINE = { first: 42, rest: 19 } as const

/** Every line of a list is equally high, so that ten thousand of them can be scrolled without being there. */
export function rowHeight({ fields, isCompact }: RowLook): number {
  if (isCompact) return COMPACT
  return LINE.first + LINE.rest + (hasPlaceLine(fields) ? LINE.rest - 1 : 0)
}

function hasPlaceLine(fields: ReadonlySet<ListField>): boolean {
  return fields.has('place') || fields.has('flags')
}

interface CaseItemProps {
  readonly row: CaseRow
  readonly desk: ListName
  readonly look: RowLook
  readonly place: string
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly style: CSSProperties
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
}

/** One line of a list: how urgent, what, where, who has it, until when; on the state, why it is here. */
export const CaseItem = memo(function CaseItem({ row, desk, look, place, isHere, isOpen, isSelected, style, onOpen, onSelect }: CaseItemProps) {
  const { fields, isCompact } = look
  const classes = ['item', isCompact ? 'item-compact' : '', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} style={style} aria-current={isOpen ? 'true' : undefined} aria-posinset={Number(place.split('/')[0])} aria-setsize={Number(place.split('/')[1])}>
      <label className="item-check"><input type="checkbox" checked={isSelected} onChange={() => onSelect(row.id)} aria-label={`选择 ${row.number}`} tabIndex={-1} /></label>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line">
          <CaseMark of={row} isWordShown={!isCompact} />
          {isCompact ? null : <span className="item-number">{row.number}</span>}
          <span className="item-title">{row.title}</span>
          {isCompact && fields.has('flags') ? <Flags row={row} /> : null}
          {fields.has('state') ? <span className="item-state" title={whyHere(desk, row)}>{row.stateLabel}</span> : null}
          {isCompact ? <Due row={row} /> : null}
        </span>
        {isCompact ? null : <Foot row={row} fields={fields} />}
      </button>
    </li>
  )
})

function Foot({ row, fields }: { readonly row: CaseRow; readonly fields: ReadonlySet<ListField> }) {
  const facts = [
    fields.has('unit') ? [row.unit?.name ?? '尚未派出', ...(row.handler ? [row.handler.name] : [])].join(' ') : null,
    fields.has('class') ? (row.class?.name ?? '未分类') : null,
    fields.has('source') ? SOURCES[row.source] : null,
    fields.has('registered') ? `${instantText(row.registeredAt)} 登记` : null,
  ].filter((fact) => fact !== null)
  return (
    <>
      {hasPlaceLine(fields) ? (
        <span className="item-line item-foot">
          <span className="item-where">{fields.has('place') ? placeText(row) : ''}</span>
          {fields.has('flags') ? <Flags row={row} /> : null}
        </span>
      ) : null}
      <span className="item-line item-foot">
        <span className="item-where">{facts.join(' · ')}</span>
        <Due row={row} />
      </span>
    </>
  )
}

function Flags({ row }: { readonly row: CaseRow }) {
  return (
    <span className="item-flags">
      {row.isUrged ? <span className="flag tone-red">⚑ 督办</span> : null}
      {row.pending ? <span className="flag tone-violet">{PENDING[row.pending]}</span> : null}
      {row.followers > 0 ? <span className="flag">同诉 +{row.followers}</span> : null}
    </span>
  )
}

function Due({ row }: { readonly row: CaseRow }) {
  if (!row.dueAt) return <span className="item-due">{instantText(row.registeredAt)} 登记</span>
  return <span className={`item-due ${row.card === 'red' ? 'tone-red' : ''}`} title={exactText(row.dueAt)}>{row.dueText ?? instantText(row.dueAt)}</span>
}
