import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { rulesQuery } from './duty-queries.ts'

/** The rules in force, for those who only look them up. */
export function PublishedRules() {
  const [words, setWords] = useState('')
  const rules = useQuery(rulesQuery)
  if (rules.isPending) return <Loading />
  if (rules.isError) return <Failed error={rules.error} retry={() => void rules.refetch()} />
  const asked = words.trim()
  const rows = rules.data.rules.filter(({ id, text, note, classPrefix }) => `${id} ${text} ${note} ${classPrefix}`.includes(asked))
  return (
    <section aria-label="规则">
      <div className="rules-tools">
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="分类、单位、编号" aria-label="查找规则" allowClear />
        <span className="soft rules-count">{rows.length} 条{rules.data.version > 1 ? `，第 ${rules.data.version} 版` : ''}</span>
      </div>
      {rows.length === 0 ? <Empty title={asked ? `没有含“${asked}”的规则` : '还没有派遣规则'} /> : (
        <ul className="rules">
          {rows.map(({ id, text, note, used, returns }) => (
            <li key={id} className="rule"><div className="rule-words"><p>{text}</p>{note ? <p className="soft">依据：{note}</p> : null}<p className="soft rule-facts"><span>{id}</span><span>用过 {used} 次</span>{returns > 0 ? <span className="tone-red">▲ 被退回 {returns} 次</span> : null}</p></div></li>
          ))}
        </ul>
      )}
    </section>
  )
}
