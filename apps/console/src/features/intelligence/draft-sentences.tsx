import { DRAFT_PROBLEMS } from '@yihu/contracts'
import type { ReplyDraftAnswer } from '@yihu/contracts'
import './intelligence.css'

/** What a machine wrote, sentence by sentence with the facts it rests on and what is wrong with it. */
export function DraftSentences({ sentences }: Pick<ReplyDraftAnswer, 'sentences'>) {
  if (sentences.length === 0) return <p>模型没有写出内容。</p>
  return (
    <ol className="draft-lines">
      {sentences.map(({ text, facts: named, problem }, at) => (
        <li key={`${at} ${text}`} className={problem ? 'draft-doubtful' : ''}>
          {text} <span className="soft">{named.length > 0 ? `依据 ${named.join('、')}` : ''}</span>{problem ? <strong className="tone-amber"> ◆ {DRAFT_PROBLEMS[problem]}</strong> : null}
        </li>
      ))}
    </ol>
  )
}

/** The head of a draft: that a machine wrote it, and how much of it is doubtful. */
export function DraftHead({ sentences }: Pick<ReplyDraftAnswer, 'sentences'>) {
  const doubtful = sentences.filter(({ problem }) => problem !== null).length
  return <p><strong>机器草稿</strong>{doubtful > 0 ? <span className="tone-amber">　◆ {doubtful} 句要当心，见标注</span> : null}</p>
}
