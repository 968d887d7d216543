import { Button, Input, Segmented, Tag } from 'antd'
import type { InputRef } from 'antd'
import { useRef, useState } from 'react'
import type { DutyDraft, DutyDraftRow } from '@yihu/contracts'
import { Empty } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { useDraftChange } from './use-draft.ts'

const SHOWN = 60

const SHOW = [['all', '全部'], ['changed', '改动'], ['returned', '有退回']] as const
type Show = (typeof SHOW)[number][0]

interface RuleListProps {
  readonly draft: DutyDraft
  /** Only these rules, e.g. those of a finding; empty: all. */
  readonly only: readonly string[]
  readonly onAll: () => void
  readonly onEdit: (row: DutyDraftRow | 'new') => void
}

/** Every rule of the draft as a sentence, with what changed and how it fared. */
export function RuleList({ draft, only, onAll, onEdit }: RuleListProps) {
  const [words, setWords] = useState('')
  const [show, setShow] = useState<Show>('all')
  const [shown, setShown] = useState(SHOWN)
  const box = useRef<InputRef>(null)
  useKeys({ n: () => onEdit('new'), '/': () => box.current?.focus() })
  const asked = words.trim()
  const rows = draft.rules.filter((row) =>
    (only.length === 0 || only.includes(row.id)) && (show === 'all' || (show === 'changed' ? row.change !== null : row.returns > 0)) &&
    `${row.id} ${row.text} ${row.note} ${row.classPrefix}`.includes(asked))
  return (
    <section aria-label="规则">
      <div className="rules-tools">
        <Input.Search ref={box} className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="分类、单位、编号" aria-label="查找规则" allowClear />
        <Segmented<Show> value={show} onChange={setShow} options={SHOW.map(([value, label]) => ({ value, label }))} />
        {only.length > 0 ? <Button type="link" onClick={onAll}>只看 {only.length} 条，显示全部</Button> : null}
        <span className="soft rules-count">{rows.length} 条</span>
        <Button type="primary" onClick={() => onEdit('new')}>新增规则 <kbd aria-hidden="true">N</kbd></Button>
      </div>
      {rows.length === 0 ? <Empty title={draft.rules.length === 0 ? '还没有派遣规则' : '没有符合的规则'}>{draft.rules.length === 0 ? '加一条“各类事项派给事发地所在社区”，案件就有去处。' : '换个词，或显示全部。'}</Empty> : (
        <ul className="rules">{rows.slice(0, shown).map((row) => <RuleItem key={row.id} row={row} draft={draft} onEdit={() => onEdit(row)} />)}</ul>
      )}
      {rows.length > shown ? <Button block type="link" onClick={() => setShown(shown + SHOWN)}>再显示 {Math.min(SHOWN, rows.length - shown)} 条</Button> : null}
    </section>
  )
}

const CHANGES = { added: ['＋ 新增', 'green'], changed: ['≠ 改过', 'amber'], removed: ['－ 去掉', 'red'] } as const

/** The mark of what became of a rule. */
export function ChangeMark({ change }: { readonly change: DutyDraftRow['change'] }) {
  if (!change) return null
  const [word, tone] = CHANGES[change]
  return <Tag className={`rule-change tone-${tone}`}>{word}</Tag>
}

function RuleItem({ row, draft, onEdit }: { readonly row: DutyDraftRow; readonly draft: DutyDraft; readonly onEdit: () => void }) {
  const change = useDraftChange(draft.revision)
  const isGone = row.change === 'removed'
  return (
    <li className={`rule ${row.change ? `rule-${row.change}` : ''}`}>
      <div className="rule-words">
        <p><ChangeMark change={row.change} />{isGone ? <del>{row.text}</del> : row.text}</p>
        {row.change === 'changed' && row.before ? <p className="soft">原来：<del>{row.before}</del></p> : null}
        {row.note ? <p className="soft">依据：{row.note}</p> : null}
        <p className="soft rule-facts"><span>{row.id}</span><span>优先级 {row.priority}</span><span>用过 {row.used} 次</span>{row.returns > 0 ? <span className="tone-red">▲ 被退回 {row.returns} 次</span> : null}</p>
      </div>
      <div className="rule-do">
        {row.change ? <Button size="small" loading={change.isPending} onClick={() => change.mutate({ kind: 'revert', id: row.id })}>{row.change === 'added' ? '不加了' : '恢复'}</Button> : null}
        {isGone ? null : <Button size="small" onClick={onEdit} aria-label={`修改 ${row.id}`}>修改</Button>}
        {row.change === null ? <Button size="small" loading={change.isPending} onClick={() => change.mutate({ kind: 'remove', id: row.id })} aria-label={`去掉 ${row.id}`}>去掉</Button> : null}
      </div>
    </li>
  )
}
