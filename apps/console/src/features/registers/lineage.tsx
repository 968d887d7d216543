import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LineageStep } from '@yihu/contracts'
import { sourceName } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { lineageQuery } from './register-queries.ts'

/** From each field back to the file and row, the visit or the change it comes from. */
export function Lineage({ register, id }: { readonly register: Register; readonly id: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="card fold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>来历</summary>
      {isOpen ? <Chains register={register} id={id} /> : null}
    </details>
  )
}

function Chains({ register, id }: { readonly register: Register; readonly id: string }) {
  const found = useQuery(lineageQuery(register, id))
  if (found.isPending) return <Loading rows={4} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const alike = [...Map.groupBy(found.data.fields, ({ fact, steps }) => `${fact.source} ${fact.asOf} ${steps.map((step) => step.id).join()}`).values()]
  return alike.map((fields) => {
    const [first] = fields
    return first ? (
      <section key={first.field}>
        <p className="timeline-line">{fields.map(({ label }) => label).join('、')} ← {sourceName(first.fact.source)}，{first.fact.asOf}</p>
        {first.steps.length === 0 ? <p className="soft">由上级区域登记，经过在您的区域之外。</p> : <ol className="timeline">{first.steps.map((step) => <li key={step.id}><Step step={step} /></li>)}</ol>}
      </section>
    ) : null
  })
}

function Step({ step: { kind, at, by, sourceName, title, row } }: { readonly step: LineageStep }) {
  return (
    <>
      <p className="timeline-line">{kind === 'import' ? `文件《${title}》${row === null ? '' : `第 ${row} 行`}` : title}</p>
      <p className="timeline-text"><span className="soft">{sourceName}，{by}，<When at={at} /></span></p>
    </>
  )
}
