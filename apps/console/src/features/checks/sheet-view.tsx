import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DangerRow, FileRef, SheetDetail } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { sheetQuery } from './checks-queries.ts'

/** One filled sheet: every answer, its photos, and how far its dangers are. */
export function SheetView({ id }: { readonly id: string }) {
  const found = useQuery(sheetQuery(id))
  if (found.isPending) return <Loading rows={4} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <ol className="checks-items">{found.data.answers.map((answer, at) => <Answer key={answer.itemId} answer={answer} isFirstOfGroup={answer.group !== '' && answer.group !== found.data.answers[at - 1]?.group} />)}</ol>
}

function Answer({ answer: { group, text, answer, note, isDanger, photos, case: standing }, isFirstOfGroup }: { readonly answer: SheetDetail['answers'][number]; readonly isFirstOfGroup: boolean }) {
  return (
    <li className="checks-item">
      {isFirstOfGroup ? <h3>{group}</h3> : null}
      <span className={isDanger ? 'tone-red' : ''}>{isDanger ? '▲ ' : ''}{text}：<strong>{answer}</strong></span>{note ? <span className="soft">　{note}</span> : null}
      {standing ? <>　<StandingLine standing={standing} /></> : null}
      <Pictures files={photos} name={text} />
    </li>
  )
}

/** Where the case of a danger is, and until when. */
export function StandingLine({ standing: { caseId, number, stateName, unitName, dueAt, isOpen, isOverdue } }: { readonly standing: NonNullable<DangerRow['case']> }) {
  return (
    <>
      <Link to="/cases/$id" params={{ id: caseId }}>{number}</Link> <span className={isOverdue ? 'tone-red' : isOpen ? 'tone-amber' : 'tone-green'}>{isOverdue ? '▲ 超期' : isOpen ? '◆' : '●'} {stateName}</span>
      {unitName ? ` ${unitName}` : ''}{isOpen && dueAt ? <span className="soft">，期限 <When at={dueAt} /></span> : null}
    </>
  )
}

/** Photos as small pictures that open by themselves. */
export function Pictures({ files, name }: { readonly files: readonly FileRef[]; readonly name: string }) {
  if (files.length === 0) return null
  return <p className="checks-photos">{files.map(({ id, url, thumbnailUrl }, at) => <a key={id} href={url} target="_blank" rel="noreferrer"><img src={thumbnailUrl ?? url} alt={`${name}：照片 ${at + 1}`} width={120} height={90} loading="lazy" /></a>)}</p>
}
