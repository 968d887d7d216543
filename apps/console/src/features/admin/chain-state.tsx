import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Progress } from 'antd'
import { listChainChecks, startChainCheck } from '@yihu/contracts'
import type { ChainCheck } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Loading, textOf } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'

const KEY = ['audit', 'checks'] as const
const WATCH_MS = 1000

/** Whether the record is whole: when that was last looked at, how far it reaches, where it breaks. */
export function ChainState() {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const checks = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.call(listChainChecks, { signal }),
    refetchInterval: ({ state }) => (state.data?.checks.some((check) => check.state === 'running') ? WATCH_MS : false),
  })
  const start = useMutation({
    mutationFn: () => api.call(startChainCheck),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['audit'] }),
  })
  const all = checks.data?.checks ?? []
  const running = all.find(({ state }) => state === 'running')
  const last = all.find(({ state }) => state === 'done')
  return (
    <section className="card chain" aria-live="polite">
      <div className="chain-head"><h2>哈希链</h2><Button loading={start.isPending} disabled={running !== undefined} onClick={() => start.mutate()}>现在核对</Button></div>
      {checks.isPending ? <Loading rows={2} /> : null}
      {checks.isError ? <p className="tone-amber">{textOf(checks.error)}</p> : null}
      {running ? <Running check={running} /> : null}
      {all[0]?.state === 'failed' ? <Alert type="warning" showIcon title="上一次核对没有做完（服务器中断），请再核对一次。" /> : null}
      {last ? <Result check={last} /> : checks.isSuccess && !running ? <p className="soft">还没有核对过。每天夜里会自动核对一次，也可以现在核对。</p> : null}
      {all.length > 1 ? <Earlier checks={all.filter((check) => check !== last && check !== running)} /> : null}
    </section>
  )
}

function Running({ check: { rowsDone, rowsTotal } }: { readonly check: ChainCheck }) {
  const percent = rowsTotal === 0 ? 0 : Math.min(99, Math.floor((rowsDone / rowsTotal) * 100))
  return <div><p>正在核对：{rowsDone} / {rowsTotal} 条</p><Progress percent={percent} aria-label="核对进度" /></div>
}

function Result({ check }: { readonly check: ChainCheck }) {
  return (
    <>
      <p className="soft">上次核对：{check.finishedAt ? <When at={check.finishedAt} /> : '—'}，{check.startedBy ?? '夜间自动'}</p>
      <ul className="chain-list">
        {check.chains.map(({ chain, name, events, isIntact, firstFault, from, to, head }) => (
          <li key={chain}>
            <p className={isIntact ? 'tone-green' : 'tone-red'}>{isIntact ? `● ${name}：${events} 条记录完整，没有被改、被删、被插入` : `▲ ${name}：断在第 ${firstFault?.seq ?? '?'} 条，${firstFault?.problem ?? '不明'}`}</p>
            <p className="soft">{from && to ? `第 1 条 ${exactText(from)} 到第 ${events} 条 ${exactText(to)}` : '还没有记录'}{head ? <>；链尾指纹 <code title={head}>{head.slice(0, 16)}</code></> : null}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Earlier({ checks }: { readonly checks: readonly ChainCheck[] }) {
  return (
    <details>
      <summary>更早的核对 {checks.length} 次</summary>
      <ul>{checks.map(({ id, startedAt, startedBy, state, chains }) => {
        const broken = chains.filter(({ isIntact }) => !isIntact)
        return <li key={id}><When at={startedAt} />，{startedBy ?? '夜间自动'}：{state === 'failed' ? '没有做完' : broken.length === 0 ? '完整' : <span className="tone-red">▲ {broken.map(({ name, firstFault }) => `${name}断在第 ${firstFault?.seq ?? '?'} 条`).join('、')}</span>}</li>
      })}</ul>
    </details>
  )
}
