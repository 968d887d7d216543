import { useQuery } from '@tanstack/react-query'
import { showScans } from '@yihu/contracts'
import type { CodeRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'

/** The days on which a code was scanned, newest first. */
export function Scans({ code: { id, name } }: { readonly code: CodeRow }) {
  const scans = useQuery({ queryKey: ['codes', 'scans', id], queryFn: ({ signal }) => api.call(showScans, { params: { id }, signal }) })
  if (scans.isPending) return <Loading rows={2} />
  if (scans.isError) return <Failed error={scans.error} retry={() => void scans.refetch()} />
  if (scans.data.days.length === 0) return <p className="soft codes-none">“{name}”近 90 天没有人扫过。</p>
  return (
    <table className="codes-days">
      <caption className="soft">“{name}”近 90 天，没有人扫的日子不列</caption>
      <thead><tr><th scope="col">日期</th><th scope="col">扫码</th><th scope="col">报事</th><th scope="col">旧码被扫</th><th scope="col">在别处报</th></tr></thead>
      <tbody>{scans.data.days.map(({ day, scans: times, reports, refused, far }) => <tr key={day}><th scope="row">{day}</th><td>{times}</td><td>{reports}</td><td>{refused}</td><td>{far}</td></tr>)}</tbody>
    </table>
  )
}
