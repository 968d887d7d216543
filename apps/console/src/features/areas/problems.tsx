import { Button } from 'antd'

export interface Problem {
  readonly kind: 'gap' | 'overlap' | 'outside' | 'invalid' | 'field'
  readonly message: string
  readonly areas: readonly string[]
  readonly squareMetres: number | null
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
}

const KINDS = { gap: '缝隙', overlap: '重叠', outside: '超出上级', invalid: '图形有误', field: '字段有误' } as const

/** What is wrong with boundaries, each shown on the map by a click. */
export function Problems({ problems, onShow }: { readonly problems: readonly Problem[]; readonly onShow: (problem: Problem) => void }) {
  if (problems.length === 0) return <p className="tone-green">● 没有缝隙，也没有重叠。</p>
  return (
    <ul className="problems">
      {problems.map((problem, i) => (
        <li key={`${i} ${problem.message}`}>
          <p><span className="tone-red">▲ {KINDS[problem.kind]}</span>{problem.squareMetres === null ? '' : ` ${Math.round(problem.squareMetres)} 平方米`}</p>
          <p>{problem.message}</p>
          {problem.geometry ? <Button size="small" onClick={() => onShow(problem)}>在地图上看</Button> : null}
        </li>
      ))}
    </ul>
  )
}
