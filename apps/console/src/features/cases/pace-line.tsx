import { useQuery } from '@tanstack/react-query'
import { listPaces, SOURCES } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { paceWords } from './pace-words.ts'

const MINUTE = 60_000

/** How soon what people report is accepted here: the accept desk's own figure, with what it is counted from. */
export function PaceLine() {
  const paces = useQuery({ queryKey: ['paces'], queryFn: ({ signal }) => api.call(listPaces, { query: {}, signal }), staleTime: MINUTE, refetchInterval: 5 * MINUTE })
  if (!paces.data || paces.data.all.answered === 0) return null
  const { all, sources, asOf } = paces.data
  const bySource = sources.filter(({ answered }) => answered > 0).map((pace) => `${SOURCES[pace.source]} ${paceWords(pace)}`)
  return <span title={[`截至 ${new Date(asOf).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })}`, ...bySource].join('\n')}>近 7 天从反映到受理：{paceWords(all)}</span>
}
