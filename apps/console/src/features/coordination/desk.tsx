import { Button, Checkbox } from 'antd'
import { lazy, Suspense, useCallback } from 'react'
import type { ReactNode } from 'react'
import type { CaseRow } from '@yihu/contracts'
import { MARKS } from '@yihu/ui'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useMedia } from '../../app/theme.tsx'
import { BatchBar } from '../cases/batch-bar.tsx'
import { useCursor } from '../cases/use-cursor.ts'
import { useSelection } from '../cases/use-selection.ts'
import type { DeskProps } from './coordination-search.ts'

const CaseView = lazy(async () => ({ default: (await import('../case/case-view.tsx')).CaseView }))
/** From here on list and case stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** One line of a coordination desk. */
export interface Line {
  readonly id: string
  readonly caseId: string
  /** What a batch move needs; null: this desk moves none by batch. */
  readonly row: CaseRow | null
  /** The case itself is shown under what the desk knows. */
  readonly isInSight: boolean
  readonly number: string
  readonly title: string
  /** The colour of the desk's own clock; null: it does not run. */
  readonly card: 'green' | 'yellow' | 'red' | null
  readonly state: string
  readonly about: string
  readonly foot: string
  readonly due: string
  /** What the desk knows beside the case. */
  readonly panel: ReactNode
}

interface Found {
  readonly isPending: boolean
  readonly isError: boolean
  readonly error: unknown
  readonly refetch: () => unknown
}

interface DeskListProps extends DeskProps {
  readonly name: string
  readonly found: Found
  readonly lines: readonly Line[]
  readonly total: number
  readonly tools?: ReactNode
  readonly head?: ReactNode
  readonly empty: { readonly title: string; readonly text: string }
}

/** A coordination desk: its list, by keyboard as the inbox, and the open line with its case beside it. */
export function DeskList(props: DeskListProps) {
  const { name, lines, search, onChange } = props
  const isWide = useMedia(wideQuery)
  const open = useCallback((id: string) => onChange({ at: id }), [onChange])
  const opened = lines.find(({ id }) => id === search.at)
  const isListShown = isWide || !opened
  return (
    <div className={`inbox coord-inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isListShown ? <Lines {...props} onOpen={open} /> : null}
      {isWide || opened ? (
        <section className="inbox-case" aria-label={`${name}：案件`}>
          {isWide ? null : <Button className="coord-back" onClick={() => onChange({ at: undefined })}>‹ 返回列表</Button>}
          {opened ? <Opened key={opened.id} line={opened} /> : <Empty title="选一件，在这里办理">用 j、k 上下移动，Enter 打开；操作键写在按钮上。</Empty>}
        </section>
      ) : null}
    </div>
  )
}

function Opened({ line }: { readonly line: Line }) {
  return (
    <>
      <div className="coord-panel">{line.panel}</div>
      {line.isInSight ? <Suspense fallback={<Loading rows={12} />}><CaseView id={line.caseId} /></Suspense> : null}
    </>
  )
}

function Lines({ name, found, lines, total, tools, head, empty, search, onOpen }: DeskListProps & { readonly onOpen: (id: string) => void }) {
  const { selected, toggle, keep } = useSelection()
  const chosen = lines.filter(({ id }) => selected.has(id))
  const rows = [...new Map(chosen.flatMap(({ row }) => (row ? [[row.id, row] as const] : []))).values()]
  const able = lines.filter(({ row }) => row !== null)
  const all = () => keep(selected.size < able.length ? able.map(({ id }) => id) : [])
  const here = useCursor({
    ids: lines.map(({ id }) => id), openId: search.at, onOpen, onAll: all, onSearch: () => {},
    onSelect: (id) => { if (able.some((line) => line.id === id)) toggle(id) },
  })
  // The batch names cases; the lines of these cases stay chosen.
  const keepCases = (caseIds: readonly string[]) => keep(lines.filter(({ caseId }) => caseIds.includes(caseId)).map(({ id }) => id))
  return (
    <section className="inbox-list" aria-label={`${name}列表`}>
      <div className="filters coord-tools">{tools}<span className="soft coord-total">{found.isPending || (found.isError && lines.length === 0) ? '' : `${total} 件`}</span></div>
      {rows.length > 0 ? <BatchBar rows={rows} onKeep={keepCases} onAll={all} /> : null}
      <div className="inbox-scroll" tabIndex={-1}>
        {head}
        {found.isPending ? <Loading /> : found.isError && lines.length === 0 ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
        {!found.isPending && !found.isError && lines.length === 0 ? <Empty title={empty.title}>{empty.text}</Empty> : null}
        {found.isError && lines.length > 0 ? <p className="list-warning" role="status">刷新没有成功，显示的是之前的内容。</p> : null}
        <ul className="items coord-items">
          {lines.map((line) => <LineItem key={line.id} line={line} isHere={line.id === here} isOpen={line.id === search.at} isSelected={selected.has(line.id)} onOpen={onOpen} onSelect={toggle} />)}
        </ul>
        {total > lines.length ? <p className="list-end">这里显示前 {lines.length} 件，另有 {total - lines.length} 件。</p> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>x</kbd> 选择　<kbd>Shift X</kbd> 全选　<kbd>?</kbd> 全部按键</p>
    </section>
  )
}

interface LineItemProps {
  readonly line: Line
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
}

function LineItem({ line, isHere, isOpen, isSelected, onOpen, onSelect }: LineItemProps) {
  const classes = ['item coord-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={line.id} aria-current={isOpen ? 'true' : undefined}>
      <Checkbox checked={isSelected} disabled={line.row === null} className={line.row ? '' : 'coord-unselectable'} onChange={() => onSelect(line.id)} aria-label={`选择 ${line.number}`} tabIndex={-1} />
      <button type="button" className="item-body" onClick={() => onOpen(line.id)}>
        <span className="item-line">
          {line.card ? <ClockMark card={line.card} /> : null}
          <span className="item-number">{line.number}</span>
          <span className="item-title">{line.title}</span>
          <span className="item-state">{line.state}</span>
        </span>
        <span className="item-line coord-about"><span className="item-where">{line.about}</span></span>
        <span className="item-line item-foot"><span className="item-where">{line.foot}</span><span className={line.card === 'red' ? 'tone-red' : ''}>{line.due}</span></span>
      </button>
    </li>
  )
}

const MARK_OF = { green: 'normal', yellow: 'soon', red: 'overdue' } as const

/** The colour of a desk's own clock, with shape and word as everywhere. */
export function ClockMark({ card }: { readonly card: 'green' | 'yellow' | 'red' }) {
  const { shape, word, tone } = MARKS[MARK_OF[card]]
  return <span className={`mark tone-${tone}`}><span aria-hidden="true">{shape}</span> {word}</span>
}
