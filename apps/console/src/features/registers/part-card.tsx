import { useQuery } from '@tanstack/react-query'
import { listParts, PART_STATES } from '@yihu/contracts'
import type { PartRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { History } from './entry-past.tsx'
import { EntryPlace } from './entry-place.tsx'
import { EditPart } from './part-edit.tsx'
import { PlaceOfPart } from './set-place.tsx'
import '../case/case.css'

/** A part (部件): what it is, who keeps it, where it stands. */
export function PartCard({ code }: { readonly code: string }) {
  const found = useQuery({ queryKey: ['registers', 'part', 'one', code], queryFn: ({ signal }) => api.call(listParts, { query: { q: code, limit: 1 }, signal }) })
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const [part] = found.data.parts
  return part ? <Whole part={part} /> : <Empty title="没有找到这个部件">编码可能已经更换，或不在您的管辖范围。</Empty>
}

function Whole({ part }: { readonly part: PartRow }) {
  const can = useCan()
  const facts = [['类别', part.className], ['编码', part.code], ['所在', part.areaName], ['养护单位', part.unit?.name ?? '没有登记'], ['状态', PART_STATES[part.state]], ['来源', `${part.source} · ${part.recordedOn}`]] as const
  return (
    <article className="case" aria-label={`${part.name}的卡片`}>
      <header className="case-head"><div className="case-title"><h1>{part.name}</h1></div></header>
      <div className="case-body">
        <section className="card" aria-label="登记的内容"><div className="register-card-head"><h2>登记的内容</h2>{can('pool.write') ? <EditPart part={part} /> : null}</div><dl className="facts">{facts.map(([name, text]) => <div key={name} className="fact"><dt>{name}</dt><dd>{text}</dd></div>)}</dl></section>
        <aside className="case-side">
          <EntryPlace id={part.code} title={part.name} point={part.point} on={{ on: 'parts' }} />
          {can('pool.write') ? <p className="register-place"><PlaceOfPart part={part} /></p> : null}
          <History register="part" id={part.code} />
        </aside>
      </div>
    </article>
  )
}
