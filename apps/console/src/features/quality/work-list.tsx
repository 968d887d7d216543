import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import type { RecordToCheck } from '@yihu/contracts'
import { CHECK_REASONS, JUDGED, permissionToRead } from '@yihu/domain'
import type { CheckReason, Judged } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { VerifyButton } from '../registers/verify-button.tsx'
import { toCheckQuery } from './quality-queries.ts'
import type { QualitySearch } from './quality-search.ts'

const MARKS: Readonly<Record<CheckReason, string>> = { conflict: '▲', missing: '△', stale: '○' }

interface WorkListProps {
  readonly search: QualitySearch
  readonly onChange: (next: { readonly register?: Judged; readonly reason?: CheckReason | undefined }) => void
}

/** What somebody has to look at, most useful first; what is found right or mended goes off the list. */
export function WorkList({ search: { register: asked, area, reason }, onChange }: WorkListProps) {
  const can = useCan()
  const readable = (Object.keys(JUDGED) as Judged[]).filter((one) => can(permissionToRead(one))) // keys of a literal table
  const register = readable.find((one) => one === asked) ?? readable[0] ?? 'house'
  return (
    <>
      <div className="filters quality-filters">
        <Select aria-label="登记" className="register-filter" value={register} onChange={(next: Judged) => onChange({ register: next })} options={readable.map((value) => ({ value, label: JUDGED[value] }))} />
        <Select aria-label="原因" className="register-filter" value={reason ?? null} allowClear placeholder="全部原因" onChange={(next: CheckReason | null) => onChange({ reason: next ?? undefined })} options={Object.entries(CHECK_REASONS).map(([value, label]) => ({ value, label }))} />
      </div>
      <Records register={register} area={area} reason={reason} />
    </>
  )
}

function Records({ register, area, reason }: { readonly register: Judged; readonly area: string | undefined; readonly reason: CheckReason | undefined }) {
  const found = useInfiniteQuery(toCheckQuery({ register, area, reason }))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const [first] = found.data.pages
  const records = found.data.pages.flatMap((page) => page.records)
  if (!first || records.length === 0) return <Empty title={`没有要核对的${JUDGED[register]}`}>这里的登记都完整、在期限内核对过，也没有矛盾。换一种登记或区域看看。</Empty>
  return (
    <>
      <p className="soft">{first.area.name}要核对 {first.total} 条，截至 <When at={first.asOf} />。有矛盾的、缺得多的、最久没核对的在前；{register === 'part' ? '导入新的部件普查表后不再出现' : '核实或改正后不再出现'}。</p>
      <ul className="quality-list">{records.map((record) => <Line key={record.id} record={record} register={register} />)}</ul>
      {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看 50 条</Button> : <p className="list-end">共 {records.length} 条</p>}
    </>
  )
}

function Line({ record: { id, version, title, areaName, reasons, asOf }, register }: { readonly record: RecordToCheck; readonly register: Judged }) {
  const can = useCan()
  return (
    <li className="card quality-line">
      <div>
        <Link to="/registers" search={{ of: register, at: id }}>{title}</Link> <span className="soft">{title.includes(areaName) ? '' : areaName}　{asOf} 的登记</span>
        <ul>{reasons.map(({ kind, text }) => <li key={text} className={kind === 'conflict' ? 'tone-red' : kind === 'missing' ? 'tone-amber' : 'soft'}>{MARKS[kind]} {text}</li>)}</ul>
      </div>
      {register !== 'part' && can('pool.write') ? <VerifyButton register={register} id={id} version={version} name={title} /> : null}
    </li>
  )
}
