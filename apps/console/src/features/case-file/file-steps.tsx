import type { CaseFile } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'

/** Every step with its time, who made it and the hash that seals it. */
export function FileSteps({ file: { case: detail, chain } }: { readonly file: CaseFile }) {
  const links = new Map(chain.lines.map((line) => [String(line.seq), line]))
  return (
    <section className="file-part">
      <h2>三、办理经过</h2>
      <ol className="file-steps">
        {detail.timeline.map(({ id, at, title, text, by, from, to, files }) => {
          const link = links.get(id)
          return (
            <li key={id} className="file-step">
              <p className="file-step-head"><strong>{title}</strong> <time dateTime={at}>{exactText(at)}</time> {[by?.unitName, by?.name].filter(Boolean).join(' ')}{from && to && from !== to ? <span>，{from} → {to}</span> : null}</p>
              {text ? <p className="file-text">{text}</p> : null}
              {files.length > 0 ? <p>证据 {files.length} 件，见第四部分</p> : null}
              {link ? <p className="file-hash">{link.isIntact ? '●' : '▲ 核验不符'} 第 {link.seq} 条 SM3 {link.hash}</p> : <p className="file-hash">▲ 没有找到这一步的留痕</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
