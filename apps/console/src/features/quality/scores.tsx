import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import type { RegisterQuality, Tally } from '@yihu/contracts'
import { CHECK_REASONS, JUDGED, QUALITY_WEIGHTS, QUALITY_WORDS, qualityRule } from '@yihu/domain'
import type { CheckReason } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { scoreQuery } from './quality-queries.ts'

const PARTS = Object.keys(QUALITY_WEIGHTS) as (keyof typeof QUALITY_WEIGHTS)[] // keys of a literal table
const REASONS = Object.keys(CHECK_REASONS) as CheckReason[] // keys of a literal table

interface ScoresProps {
  readonly area: string | undefined
  readonly onArea: (path: string) => void
}

/** The score of every register, here and one level below; every number opens the records behind it. */
export function Scores({ area, onArea }: ScoresProps) {
  const found = useQuery(scoreQuery(area))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { registers, asOf, area: place } = found.data
  const filled = registers.filter(({ whole }) => whole.total > 0)
  if (filled.length === 0) return <Empty title="这里还没有登记">用「导入」把居民、房屋和单位登记进来，之后这里按网格算出质量分。</Empty>
  return (
    <>
      <p className="soft">{place.name}，截至 <When at={asOf} />。100 分里{PARTS.map((part) => `${QUALITY_WORDS[part].name} ${QUALITY_WEIGHTS[part]}`).join('、')}，按合格的登记所占的比例给分。</p>
      <ul className="quality-cards">{filled.map((one) => <RegisterCard key={one.register} quality={one} area={place.path} />)}</ul>
      <ByArea registers={filled} onArea={onArea} />
      <details className="card fold quality-words"><summary>怎么算</summary><Definitions /></details>
    </>
  )
}

function RegisterCard({ quality: { register, whole }, area }: { readonly quality: RegisterQuality; readonly area: string }) {
  return (
    <li className="card quality-card">
      <h2>{JUDGED[register]}</h2>
      <p><span className="quality-score">{whole.score?.toFixed(1)}</span> <span className="soft">分，共 {whole.total} 条</span></p>
      <ul className="quality-reasons">
        {REASONS.map((reason) => <li key={reason}>{CHECK_REASONS[reason]} {whole[reason] === 0 ? <span className="soft">0</span> : <Link to="/quality" search={{ tab: 'list', register, area, reason }} aria-label={`${JUDGED[register]}${CHECK_REASONS[reason]} ${whole[reason]} 条`}>{whole[reason]}</Link>}</li>)}
      </ul>
      <p>{whole.toCheck === 0 ? <span className="tone-green">● 没有要核对的</span> : <Link to="/quality" search={{ tab: 'list', register, area }}>核对清单 {whole.toCheck} 条</Link>}</p>
    </li>
  )
}

interface AreaLine {
  readonly path: string
  readonly name: string
  readonly tallies: Readonly<Record<string, Tally>>
}

/** One line an area: those to begin with first. */
function ByArea({ registers, onArea }: { readonly registers: readonly RegisterQuality[]; readonly onArea: (path: string) => void }) {
  const lines = new Map<string, AreaLine>()
  for (const { register, rows } of registers) for (const { path, name, ...tally } of rows) lines.set(path, { path, name, tallies: { ...lines.get(path)?.tallies, [register]: tally } })
  const lowest = ({ tallies }: AreaLine): number => Math.min(...Object.values(tallies).map(({ score }) => score ?? 100))
  return (
    <Table<AreaLine> size="small" rowKey="path" scroll={{ x: 160 + registers.length * 130 }} dataSource={[...lines.values()].toSorted((a, b) => lowest(a) - lowest(b))} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }} columns={[
      { title: '区域', width: 160, render: (_, { path, name }) => <Button type="link" size="small" onClick={() => onArea(path)}>{name}</Button> },
      ...registers.map(({ register }) => ({ title: JUDGED[register], key: register, align: 'right' as const, width: 130, render: (_: unknown, { path, tallies }: AreaLine) => <Score tally={tallies[register]} register={register} area={path} /> })),
    ]} />
  )
}

function Score({ tally, register, area }: { readonly tally: Tally | undefined; readonly register: RegisterQuality['register']; readonly area: string }) {
  if (!tally || tally.score === null) return <span className="soft">没有登记</span>
  return <>{tally.score.toFixed(1)} {tally.toCheck === 0 ? <span className="soft">全部合格</span> : <Link to="/quality" search={{ tab: 'list', register, area }}>核对 {tally.toCheck}</Link>}</>
}

function Definitions() {
  return (
    <>
      <dl className="facts">{PARTS.map((part) => <div key={part} className="fact"><dt>{QUALITY_WORDS[part].name}（{QUALITY_WEIGHTS[part]} 分）</dt><dd>{QUALITY_WORDS[part].asks}</dd></div>)}</dl>
      <ul>{(Object.keys(JUDGED) as (keyof typeof JUDGED)[]).map((register) => { // keys of a literal table
        const { needed, conflicts, freshDays } = qualityRule(register)
        return <li key={register}><strong>{JUDGED[register]}</strong>：该有{Object.values(needed).join('、')}；{freshDays} 天内核对过；矛盾指{Object.values(conflicts).join('、')}。</li>
      })}</ul>
      <p className="soft">来源：数据池的登记和关系，直接查询，一分钟内的变化可能还没有算进来。</p>
    </>
  )
}
