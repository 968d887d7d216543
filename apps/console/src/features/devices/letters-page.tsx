import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input, Segmented, Select, Table } from 'antd'
import { useState } from 'react'
import { listDeadLetters, replayDeadLetters } from '@yihu/contracts'
import type { AnswerOf, DeadLetter } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { readLetterSearch } from './letter-search.ts'
import type { LetterSearch } from './letter-search.ts'
import './devices.css'

type Replay = AnswerOf<typeof replayDeadLetters>

const WAYS = { mqtt: 'MQTT', http: 'HTTP', intake: '平台推送' } as const
/** As many as one replay takes. */
const MOST = 200

/** Messages nobody could read: why, and once more when what was missing is there. */
export function LettersPage() {
  const can = useCan()
  return can('letter.read') ? <Letters mayReplay={can('letter.replay')} /> : <NoPermission what="没读懂的消息" />
}

function Letters({ mayReplay }: { readonly mayReplay: boolean }) {
  const search = readLetterSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [words, setWords] = useState(search.sender ?? '')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const sender = useSettled(words.trim(), 350)
  const filters = { state: search.state ?? 'waiting', ...(search.reason ? { reason: search.reason } : {}), ...(sender ? { sender } : {}) } as const
  const list = useInfiniteQuery({
    queryKey: ['letters', filters],
    queryFn: ({ pageParam, signal }) => api.call(listDeadLetters, { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
  const replay = useMutation({
    mutationFn: (ids: readonly string[]) => api.call(replayDeadLetters, { body: { ids: [...ids] } }),
    onSuccess: () => setChosen([]),
    onSettled: () => queries.invalidateQueries({ queryKey: ['letters'] }),
  })
  const change = (next: Partial<Record<keyof LetterSearch, string>>) => {
    setChosen([])
    void navigate({ to: '/dead-letters', search: (last) => readLetterSearch({ ...last, ...next }), replace: true })
  }
  const letters = list.data?.pages.flatMap((page) => page.letters) ?? []
  const counts = list.data?.pages[0]?.counts ?? []
  const isWaiting = filters.state === 'waiting'
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>没读懂的消息</h1>
        {mayReplay && isWaiting ? <Button type="primary" disabled={letters.length === 0} loading={replay.isPending} onClick={() => replay.mutate((chosen.length > 0 ? chosen : letters.map(({ id }) => id)).slice(0, MOST))}>{chosen.length > 0 ? `重读所选 ${chosen.length} 条` : `重读这 ${Math.min(MOST, letters.length)} 条`}</Button> : null}
      </div>
      <p className="soft">一条也不丢：补上测点、登记设备或改好格式以后重读，读懂的进入数据，仍读不懂的留下新的原因。30 天没有再来的自动清掉。</p>
      <div className="letters-tools">
        <Segmented aria-label="处理情况" value={filters.state} onChange={(state) => change({ state })} options={[{ value: 'waiting', label: '等处理' }, { value: 'replayed', label: '已读懂' }]} />
        <Select aria-label="原因" className="device-product" value={search.reason ?? null} onChange={(reason: string | null) => change({ reason: reason ?? '' })} allowClear placeholder="全部原因" options={counts.map(({ reason, reasonText, count }) => ({ value: reason, label: `${reasonText} ${count}` }))} />
        <Input className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="设备编号或发送方" aria-label="按发送方查找" allowClear />
      </div>
      {replay.isError ? <Alert type="error" showIcon role="alert" title={textOf(replay.error)} /> : null}
      {replay.data ? <Outcome answer={replay.data} /> : null}
      {list.isError && letters.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : (
        <LetterTable letters={letters} isLoading={list.isPending} isWaiting={isWaiting} choice={mayReplay && isWaiting ? { chosen, onChoose: setChosen } : null} />
      )}
      {list.hasNextPage ? <Button block type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>更多消息</Button> : null}
    </div>
  )
}

function Outcome({ answer: { taken, still, results } }: { readonly answer: Replay }) {
  const reasons = [...Map.groupBy(results.filter(({ isTaken }) => !isTaken), ({ outcome }) => outcome)].slice(0, 5)
  return (
    <Alert className="import-warning" type={still > 0 ? 'warning' : 'success'} showIcon role="status" title={`读懂 ${taken} 条，仍有 ${still} 条读不懂`}
      description={reasons.length > 0 ? <ul>{reasons.map(([outcome, of]) => <li key={outcome}>{outcome}（{of.length} 条）</li>)}</ul> : undefined} />
  )
}

interface LetterTableProps {
  readonly letters: readonly DeadLetter[]
  readonly isLoading: boolean
  readonly isWaiting: boolean
  /** Null where nothing can be replayed. */
  readonly choice: { readonly chosen: readonly string[]; readonly onChoose: (ids: readonly string[]) => void } | null
}

function LetterTable({ letters, isLoading, isWaiting, choice }: LetterTableProps) {
  return (
    <Table<DeadLetter> className="letters" rowKey="id" size="small" dataSource={letters} loading={isLoading} pagination={false}
      {...(choice ? { rowSelection: { selectedRowKeys: [...choice.chosen], onChange: (keys) => choice.onChoose(keys.map(String)), getCheckboxProps: ({ sender }) => ({ 'aria-label': `选择 ${sender} 的消息` }), getTitleCheckboxProps: () => ({ 'aria-label': '全选' }) } } : {})}
      expandable={{ expandedRowRender: ({ preview, topic, detail }) => <><p className="soft">主题 {topic || '—'}；{detail}</p><pre className="letter-payload" tabIndex={0}>{preview}</pre></> }}
      locale={{ emptyText: <Empty title={isWaiting ? '没有读不懂的消息' : '还没有重读成功的消息'}>{isWaiting ? '设备和平台发来的消息都读懂了。读不懂的会出现在这里，说明原因。' : '重读成功的消息会留在这里。'}</Empty> }}
      columns={[
        {
          title: '原因', dataIndex: 'reasonText', render: (text: string, { detail, sender, times, lastAt }) => (
            <>
              <strong>{text}</strong>
              {detail === text ? null : <><br /><span className="soft">{detail}</span></>}
              <div className="letter-narrow soft">{sender}　{times} 次　<When at={lastAt} isRelative /></div>
            </>
          ),
        },
        { title: '发送方', dataIndex: 'sender', width: 170, responsive: ['md'], render: (sender: string, { source }) => <>{sender}<br /><span className="soft">{WAYS[source]}</span></> },
        { title: '次数', dataIndex: 'times', width: 70, align: 'right', responsive: ['md'] },
        { title: '字节', dataIndex: 'bytes', width: 80, align: 'right', responsive: ['md'] },
        { title: '最近一次', dataIndex: 'lastAt', width: 130, responsive: ['md'], render: (at: string) => <When at={at} isRelative /> },
        ...(isWaiting ? [] : [{ title: '结果', key: 'replayed', width: 190, render: (_value: unknown, { replayed }: DeadLetter) => (replayed ? <>{replayed.outcome}<br /><span className="soft">{replayed.by}，<When at={replayed.at} isRelative /></span></> : null) }]),
      ]} />
  )
}
