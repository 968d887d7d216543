import type { OutboxItem } from '@yihu/domain'
import { wordsOf } from '../model/items.ts'
import { whenText } from '../model/words.ts'

interface Line {
  readonly at: string
  readonly title: string
  readonly text: string
  readonly by: string | null
}

interface Present {
  readonly version: number
  readonly stateLabel: string
  readonly unitName: string | null
  readonly handlerName: string | null
  readonly lines: readonly Line[]
}

/** What was done here beside how the case stands now; the worker decides, nothing is overwritten. */
export function TwoVersions({ item, onAgain }: { item: OutboxItem; onAgain: (body: OutboxItem['body']) => Promise<void> }) {
  const present = item.current as unknown as Present | null // the answer of this kind's clash
  if (!present) return <p className="note">这件案件已不在您的范围里，不能再办了。您写的内容在上面，可以抄下来。</p>
  return (
    <>
      <div className="two">
        <div><h3>我做的</h3><p>{wordsOf(item)}</p><p className="soft">{whenText(item.at)}</p></div>
        <div>
          <h3>现在的样子</h3>
          <p>{present.stateLabel}{present.unitName ? ` · ${present.unitName}` : ''}{present.handlerName ? ` · ${present.handlerName}` : ''}</p>
          {present.lines.map((line) => <p key={`${line.at}${line.title}`} className="soft">{whenText(line.at)} {line.by ?? ''} {[line.title, line.text].filter(Boolean).join('：')}</p>)}
        </div>
      </div>
      <button type="button" className="first" onClick={() => void onAgain({ ...item.body, version: present.version })}>看过了，照现在的样子再办一次</button>
    </>
  )
}
