import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { draftBulletin } from '@yihu/contracts'
import type { BulletinDraftAnswer } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readInboxSearch } from '../cases/inbox-search.ts'
import { DRAFT_MARK, draftingQuery } from './drafting-query.ts'
import { DraftHead, DraftSentences } from './draft-sentences.tsx'

/** Offers the bulletin of the last seven days, written by the language model where one is set up; every figure opens its list. */
export function DraftBulletin({ area }: { readonly area: string | undefined }) {
  const { data } = useQuery(draftingQuery)
  const make = useMutation({ mutationFn: () => api.call(draftBulletin, { body: area === undefined ? {} : { area } }) })
  if (!data?.model) return null
  return (
    <div className="draft-reply">
      <p><Button size="small" loading={make.isPending} onClick={() => make.mutate()}>{make.data ? '再起草一次简报' : '起草一周简报'}</Button><span className="soft">　由本单位的语言模型（{data.model}）按最近七天的数字起草；请核对后再用</span></p>
      {make.isError ? <Alert type="warning" showIcon role="alert" title={textOf(make.error)} /> : null}
      {make.data ? <Bulletin draft={make.data} /> : null}
    </div>
  )
}

function Bulletin({ draft: { title, sentences, facts } }: { readonly draft: BulletinDraftAnswer }) {
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(`${DRAFT_MARK}\n${title}\n${sentences.map(({ text }) => text).join('')}`)
    message.success('已复制')
  }
  return (
    <section className="suggestion" aria-label="简报草稿">
      <h2>{title}</h2>
      <DraftHead sentences={sentences} />
      <DraftSentences sentences={sentences} />
      <details open><summary>依据的数字（{facts.length} 条）</summary><ol className="draft-lines draft-facts">{facts.map((fact) => <li key={fact.number}><Source fact={fact} /></li>)}</ol></details>
      {sentences.length > 0 ? <Button size="small" onClick={() => void copy()}>复制</Button> : null}
    </section>
  )
}

/** A figure opens what it was counted from. */
function Source({ fact: { text, list, clusterId } }: { readonly fact: BulletinDraftAnswer['facts'][number] }) {
  if (clusterId !== null) return <Link to="/clusters/$id" params={{ id: clusterId }}>{text}</Link>
  return list ? <Link to="/desk/$desk" params={{ desk: list.desk }} search={readInboxSearch(list.search)}>{text}</Link> : <>{text}</>
}
