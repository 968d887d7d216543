import type { CaseFile } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'

/** Which part of the street's chain the case stands on, and what checking it just now showed. */
export function FileChain({ file: { chain, madeAt } }: { readonly file: CaseFile }) {
  const own = chain.lines.length
  return (
    <section className="file-part">
      <h2>五、留痕与核验</h2>
      <dl className="file-facts">
        <div className="file-fact"><dt>哈希链</dt><dd>{chain.name}，SM3</dd></div>
        <div className="file-fact"><dt>范围</dt><dd>第 {chain.first} 条至第 {chain.last} 条，其中本案 {own} 条</dd></div>
        <div className="file-fact"><dt>核验</dt><dd>
          {chain.isWholeRange ? `范围内 ${chain.checked} 条逐条重算，每条都与前一条相接` : `范围较长，重算了本案 ${own} 条和各自的前一条；全链核验由审计员做`}
          <br />{exactText(madeAt)}：{chain.problem === null ? <strong>● 完整，没有发现改动</strong> : <strong>▲ {chain.problem}</strong>}
        </dd></div>
        <div className="file-fact"><dt>链尾</dt><dd>第 {chain.head.seq} 条<br /><span className="file-hash">{chain.head.hash}</span></dd></div>
      </dl>
      <p className="file-note">每一步的哈希由前一步的哈希和这一步的内容算出；任何一步被改动、删去或插入，这里的数就对不上。</p>
    </section>
  )
}
