import { Button, Tag } from 'antd'
import type { ClassChangeRow } from '@yihu/contracts'

const KINDS = { added: ['＋ 新增', 'green'], changed: ['≠ 改过', 'amber'], stopped: ['－ 停用', 'red'], resumed: ['↺ 启用', 'green'] } as const

/** The mark of what became of a class. */
export function ChangeMark({ kind }: { readonly kind: ClassChangeRow['kind'] }) {
  const [word, tone] = KINDS[kind]
  return <Tag className={`class-mark tone-${tone}`}>{word}</Tag>
}

interface ClassChangesProps {
  readonly changes: readonly ClassChangeRow[]
  readonly onEdit?: (code: string) => void
  readonly onRevert?: (code: string) => void
}

/** Classes that differ, point by point: before and after. */
export function ClassChanges({ changes, onEdit, onRevert }: ClassChangesProps) {
  return (
    <ul className="class-changes">
      {changes.map(({ code, name, kind, differences }) => (
        <li key={code}>
          <div className="class-change-head">
            <span><ChangeMark kind={kind} /><code>{code}</code> {name}</span>
            <span className="class-change-do">
              {onEdit ? <Button size="small" onClick={() => onEdit(code)} aria-label={`修改 ${code}`}>修改</Button> : null}
              {onRevert ? <Button size="small" onClick={() => onRevert(code)} aria-label={`${code} 恢复成现行的`}>{kind === 'added' ? '不加了' : '恢复'}</Button> : null}
            </span>
          </div>
          {kind === 'added' ? null : (
            <dl className="differences">
              {differences.map(({ label, before, after }) => <div key={label}><dt>{label}</dt><dd><del>{before || '空'}</del> <span aria-hidden="true">→</span> <ins>{after || '空'}</ins></dd></div>)}
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}
