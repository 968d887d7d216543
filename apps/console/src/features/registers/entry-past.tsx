import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Register } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { accessesQuery, historyQuery } from './register-queries.ts'

/** What was changed by whom, asked for when it is opened. */
export function History({ register, id }: { readonly register: Register | 'part'; readonly id: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="card fold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>变更历史</summary>
      {isOpen ? <Changes register={register} id={id} /> : null}
    </details>
  )
}

function Changes({ register, id }: { readonly register: Register | 'part'; readonly id: string }) {
  const found = useInfiniteQuery(historyQuery(register, id))
  if (found.isPending) return <Loading rows={3} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const changes = found.data.pages.flatMap((page) => page.changes)
  if (changes.length === 0) return <p className="soft">登记以后没有改过。</p>
  return (
    <>
      <ol className="timeline">
        {changes.map((change) => (
          <li key={change.id}>
            <p className="timeline-line"><When at={change.at} /> {change.by} {change.whatName}<span className="soft">　{change.source}{change.reason ? `，${change.reason}` : ''}</span></p>
            {change.changes.map(({ field, label, from, to }) => <p key={field} className="timeline-text">{label}：{from || '（空）'} → {to || '（空）'}</p>)}
          </li>
        ))}
      </ol>
      {found.hasNextPage ? <Button size="small" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再往前</Button> : null}
    </>
  )
}

/** Who looked at the person's data and what for: belongs to the person. */
export function Accesses({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="card fold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>谁看过</summary>
      {isOpen ? <Looks id={id} /> : null}
    </details>
  )
}

function Looks({ id }: { readonly id: string }) {
  const found = useQuery(accessesQuery(id))
  if (found.isPending) return <Loading rows={3} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { accesses } = found.data
  if (accesses.length === 0) return <p className="soft">还没有人看过这个人的信息。</p>
  return (
    <>
      <p className="soft">本人有权知道：</p>
      <ol className="timeline">
        {accesses.map((one) => <li key={one.id}><p className="timeline-line"><When at={one.at} /> {one.by} {one.whatName}{one.fields.length > 0 ? `：${one.fields.join('、')}` : ''}</p><p className="timeline-text">{one.purpose}</p></li>)}
      </ol>
    </>
  )
}
