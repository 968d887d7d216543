import { Segmented } from 'antd'
import { useState } from 'react'
import type { CaseDetail } from '@yihu/contracts'
import { When } from '../../app/when.tsx'
import { Photos } from './photos.tsx'

/** What happened, told in order. */
export function Timeline({ entries }: { readonly entries: CaseDetail['timeline'] }) {
  const [order, setOrder] = useState<'story' | 'latest'>('story')
  const shown = entries.toSorted((a, b) => (order === 'story' ? 1 : -1) * (Date.parse(a.at) - Date.parse(b.at)))
  return (
    <>
      <div className="timeline-head">
        <h2>经过</h2>
        {entries.length > 3 ? <Segmented size="small" value={order} onChange={setOrder} options={[{ value: 'story', label: '从头看' }, { value: 'latest', label: '最新在前' }]} /> : null}
      </div>
      <ol className="timeline">
        {shown.map(({ id, at, title, text, by, files }) => (
          <li key={id}>
            <p className="timeline-line"><When at={at} /> <strong>{title}</strong>{by ? <span className="soft"> {[by.unitName, by.name].filter(Boolean).join(' ')}</span> : null}</p>
            {text ? <p className="timeline-text">{text}</p> : null}
            <Photos files={files} />
          </li>
        ))}
      </ol>
    </>
  )
}
