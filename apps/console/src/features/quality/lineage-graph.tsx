import type { RegisterSources } from '@yihu/contracts'
import { lineageLines } from './lineage-lines.ts'

const LINE = 44
const STEP = 28
const THICKEST = 9
const TEXT = 14
const LETTERS = 22

/** What came from where: a register, its sources, and the files and acts of each; the thicker a line, the more came along it. The table below says the same. */
export function LineageGraph({ one }: { readonly one: RegisterSources }) {
  const lines = lineageLines(one)
  return (
    <svg className="lineage-graph" width="100%" height={lines.length * LINE} role="img" aria-label={`${one.name}的来历图：${one.sources.length} 个来源，条数和日期见下面的表`}>
      {lines.map(({ id, depth, share, parent }, row) => parent === null ? null : (
        <path key={`way ${id}`} className="lineage-way" strokeWidth={1 + share * THICKEST} d={`M ${depth * STEP - STEP + TEXT / 2} ${parent * LINE + LINE / 2 + TEXT / 2} V ${row * LINE + LINE / 2} H ${depth * STEP}`} />
      ))}
      {lines.map(({ id, depth, title, detail, tone }, row) => (
        <g key={id} transform={`translate(${depth * STEP} ${row * LINE + LINE / 2})`}>
          <circle className={`lineage-dot lineage-${tone}`} cx={TEXT / 2} r={TEXT / 2} />
          <text className="lineage-title" x={TEXT + 6} y={-2}>{title.length > LETTERS ? `${title.slice(0, LETTERS)}…` : title}</text>
          <text className="lineage-detail" x={TEXT + 6} y={TEXT}>{detail}</text>
        </g>
      ))}
    </svg>
  )
}
