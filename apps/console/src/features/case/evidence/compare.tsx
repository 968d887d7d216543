import { useState } from 'react'
import type { Shot } from './gallery.ts'

/** Before and after in one frame; the border between them is moved by mouse or by the arrow keys. */
export function Compare({ before, after }: { readonly before: Shot; readonly after: Shot }) {
  const [share, setShare] = useState(50)
  return (
    <div className="compare">
      <div className="compare-frame">
        <img src={after.url} alt={`之后：${after.moment}`} />
        <img className="compare-before" src={before.url} alt={`之前：${before.moment}`} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }} />
        <span className="compare-line" style={{ left: `${share}%` }} />
        <span className="compare-word compare-word-left">之前 · {before.moment}</span>
        <span className="compare-word compare-word-right">之后 · {after.moment}</span>
      </div>
      <input type="range" min={0} max={100} value={share} autoFocus onChange={(event) => setShare(Number(event.target.value))} aria-label="前后对比：向右看之前，向左看之后" />
    </div>
  )
}
