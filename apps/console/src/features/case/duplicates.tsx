import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { z } from 'zod'
import type { CaseDetail, Duplicate } from '@yihu/contracts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { CaseMark } from '../cases/mark.tsx'
import { duplicatesQuery } from '../cases/queries.ts'

interface DuplicatesProps {
  readonly detail: CaseDetail
  /** Present when this case may be merged into another. */
  readonly onMerge?: (into: string) => void
}

/** Cases that may be the same thing, each beside this one, with what agrees and what differs. */
export function Duplicates({ detail, onMerge }: DuplicatesProps) {
  const found = useQuery(duplicatesQuery(detail.id))
  const { duplicates: rows, readSoFar } = found.data ?? { duplicates: [], readSoFar: null }
  if (found.isError) return <section className="card"><h2>可能重复</h2><p className="soft">{textOf(found.error)}</p></section>
  if (rows.length === 0 && readSoFar === null) return null
  return (
    <section className="card">
      <h2>可能重复{rows.length > 0 ? ` ${rows.length} 件` : ''}</h2>
      {readSoFar === null ? null : <p className="soft" role="status">正在准备查重：已看过 {readSoFar} 件未结案件，看完会自动补上。</p>}
      <ul className="duplicates">{rows.map((row) => <Candidate key={row.case.id} row={row} detail={detail} {...(onMerge ? { onMerge } : {})} />)}</ul>
    </section>
  )
}

function Candidate({ row: { case: row, score, reasons, differences, text }, detail, onMerge }: DuplicatesProps & { readonly row: z.infer<typeof Duplicate> }) {
  return (
    <li>
      <p><CaseMark of={row} isWordShown={false} /> <Link to="/cases/$id" params={{ id: row.id }}>{row.number} {row.title}</Link></p>
      <p className="soft">像 {Math.round(score * 100)}% · {row.stateLabel} · <When at={row.registeredAt} /></p>
      {reasons.length > 0 ? <p><span className="tone-green"><span aria-hidden="true">＝</span> 一致</span> {reasons.join('；')}</p> : null}
      {differences.length > 0 ? <p><span className="tone-amber"><span aria-hidden="true">≠</span> 不同</span> {differences.join('；')}</p> : null}
      <details>
        <summary>并排看</summary>
        <div className="side-by-side">
          <Side title={`本案 ${detail.number}`} row={detail} text={detail.text} />
          <Side title={row.number} row={row} text={text} />
        </div>
      </details>
      {onMerge ? <Button size="small" onClick={() => onMerge(row.id)}>并入这件</Button> : null}
    </li>
  )
}

function Side({ title, row, text }: { readonly title: string; readonly row: Pick<CaseDetail, 'address' | 'areaName' | 'class' | 'registeredAt' | 'unit'>; readonly text: string }) {
  return (
    <div>
      <h3>{title}</h3>
      <p>{text}</p>
      <p className="soft">{row.class?.name ?? '未分类'} · {row.address ?? row.areaName} · {row.unit?.name ?? '没有单位'} · <When at={row.registeredAt} /></p>
    </div>
  )
}
