import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import { showCaseFile } from '@yihu/contracts'
import type { CaseFile } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { Cover } from './cover.tsx'
import { FileChain } from './file-chain.tsx'
import { FileEvidence } from './file-evidence.tsx'
import { FileSteps } from './file-steps.tsx'
import './case-file.css'

const route = getRouteApi('/shell/cases/$id/file')

/** A case as a file on paper (案卷): what one sees is what the printer gives. */
export function CaseFilePage() {
  const { id } = route.useParams()
  const can = useCan()
  const found = useQuery({
    queryKey: ['case-file', id], queryFn: ({ signal }) => api.call(showCaseFile, { params: { id }, signal }), enabled: can('case.read'),
    // Each making of a file is an act on record and shows one moment; it is not made again behind one's back.
    staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false,
  })
  if (!can('case.read')) return <NoPermission what="案卷" />
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <Paper file={found.data} isBusy={found.isFetching} onRenew={() => void found.refetch()} />
}

function Paper({ file, isBusy, onRenew }: { readonly file: CaseFile; readonly isBusy: boolean; readonly onRenew: () => void }) {
  const { case: detail, madeAt, madeBy } = file
  useEffect(() => {
    // The printer's file name and head line.
    const before = document.title
    document.title = `案卷 ${detail.number}`
    return () => { document.title = before }
  }, [detail.number])
  return (
    <div className="file-desk">
      <div className="file-bar">
        <Link to="/cases/$id" params={{ id: detail.id }}>‹ 返回案件</Link>
        <span className="soft">A4 纸打印；这一份是 {exactText(madeAt)} 的情况，已记入审计</span>
        <Button loading={isBusy} onClick={onRenew}>重新生成</Button>
        <Button type="primary" onClick={() => globalThis.print()}>打印</Button>
      </div>
      <article className="file" aria-label={`案卷 ${detail.number}`}>
        <Cover file={file} />
        <FileSteps file={file} />
        <FileEvidence detail={detail} />
        <FileChain file={file} />
        <p className="file-mark">案卷 {detail.number} · {madeBy} 于 {exactText(madeAt)} 生成 · 一呼</p>
      </article>
    </div>
  )
}
