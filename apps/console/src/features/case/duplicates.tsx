import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { textOf } from '../../app/conditions.tsx'
import { CaseMark } from '../cases/mark.tsx'
import { duplicatesQuery } from '../cases/queries.ts'

interface DuplicatesProps {
  readonly id: string
  /** Present when this case may be merged into another. */
  readonly onMerge?: (into: string) => void
}

/** Cases that may be the same thing, with the reasons. */
export function Duplicates({ id, onMerge }: DuplicatesProps) {
  const found = useQuery(duplicatesQuery(id))
  const rows = found.data?.duplicates ?? []
  if (found.isError) return <section className="card"><h2>可能重复</h2><p className="soft">{textOf(found.error)}</p></section>
  if (rows.length === 0) return null
  return (
    <section className="card">
      <h2>可能重复 {rows.length} 件</h2>
      <ul className="duplicates">
        {rows.map(({ case: row, score, metres, reasons }) => (
          <li key={row.id}>
            <p><CaseMark of={row} isWordShown={false} /> <Link to="/cases/$id" params={{ id: row.id }}>{row.number} {row.title}</Link></p>
            <p className="soft">{[`像 ${Math.round(score * 100)}%`, metres === null || reasons.some((reason) => reason.includes('米')) ? null : `相距 ${Math.round(metres)} 米`, row.stateLabel, ...reasons].filter(Boolean).join(' · ')}</p>
            {onMerge ? <Button size="small" onClick={() => onMerge(row.id)}>并入这件</Button> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
