import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { FormInstance } from 'antd'
import { draftCaseReply } from '@yihu/contracts'
import type { CaseDetail, ReplyDraftAnswer } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { DRAFT_MARK, draftingQuery } from './drafting-query.ts'
import { DraftHead, DraftSentences } from './draft-sentences.tsx'

interface DraftReplyProps {
  readonly form: FormInstance<Record<string, unknown>>
  readonly detail: CaseDetail
  readonly onWritten: () => void
}

/** Offers a draft by the language model, where one is set up: sentence by sentence with what it rests on. Nothing is sent by itself. */
export function DraftReply({ form, detail, onWritten }: DraftReplyProps) {
  const { data } = useQuery(draftingQuery)
  const make = useMutation({ mutationFn: () => api.call(draftCaseReply, { params: { id: detail.id } }) })
  if (!data?.model) return null
  const take = ({ sentences }: ReplyDraftAnswer) => {
    const written: unknown = form.getFieldValue('text')
    const before = typeof written === 'string' && written.trim() !== '' ? `${written.trimEnd()}\n` : ''
    form.setFieldsValue({ text: `${before}${DRAFT_MARK}\n${sentences.map(({ text }) => text).join('')}` })
    onWritten()
  }
  return (
    <div className="draft-reply">
      <p><Button size="small" loading={make.isPending} onClick={() => make.mutate()}>{make.data ? '再起草一次' : '起草答复'}</Button><span className="soft">　由本单位的语言模型（{data.model}）按案件里的事实起草，姓名、电话等先遮住；请核对后再提交</span></p>
      {make.isError ? <Alert type="warning" showIcon role="alert" title={textOf(make.error)} /> : null}
      {make.data ? <Draft draft={make.data} onTake={() => take(make.data)} /> : null}
    </div>
  )
}

function Draft({ draft, onTake }: { readonly draft: ReplyDraftAnswer; readonly onTake: () => void }) {
  const { sentences, facts } = draft
  return (
    <section className="suggestion" aria-label="机器草稿">
      <DraftHead sentences={sentences} />
      <DraftSentences sentences={sentences} />
      <details><summary>给模型的事实（{facts.length} 条）</summary><ol className="draft-lines draft-facts">{facts.map(({ number, text }) => <li key={number}>{text}</li>)}</ol></details>
      {sentences.length > 0 ? <Button size="small" onClick={onTake}>放进答复里再改</Button> : null}
    </section>
  )
}
