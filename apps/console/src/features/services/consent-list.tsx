import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Popconfirm, Space, Table } from 'antd'
import { useState } from 'react'
import { confirmPaperConsent, endConsent, findConsents, HELPER_SCOPES, listWaitingConsents } from '@yihu/contracts'
import type { ConsentRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { ConsentDialog } from './consent-dialog.tsx'

const TONES: Readonly<Record<ConsentRow['state'], readonly [tone: string, shape: string]>> = { asked: ['tone-amber', '◆'], active: ['tone-green', '●'], ended: ['soft', '○'] }

/** Consents on paper: one enters the signed sheet, another sees it and confirms; by telephone those of one person are found. */
export function ConsentList() {
  const [isWriting, setWriting] = useState(false)
  const waiting = useQuery({ queryKey: ['consents'], queryFn: ({ signal }) => api.call(listWaitingConsents, { signal }) })
  const found = useMutation({ mutationFn: (phone: string) => api.call(findConsents, { body: { phone } }) })
  if (waiting.isPending) return <Loading />
  if (!waiting.data) return <Failed error={waiting.error} retry={() => void waiting.refetch()} />
  return (
    <>
      <div className="sheet-head">
        <span className="soft">老人不用手机的，在纸上签同意书：一人登记，另一人看过原件核对后才生效，最长一年。</span>
        <Button type="primary" onClick={() => setWriting(true)}>登记同意书</Button>
      </div>
      <Rows title="等核对的" consents={waiting.data.consents} empty="没有等核对的同意书" />
      <h2>按家人的手机号查</h2>
      <Input.Search aria-label="家人的手机号" placeholder="家人（被代办人）的手机号" style={{ maxWidth: 320, marginBottom: 12 }} enterButton="查" loading={found.isPending} onSearch={(phone) => found.mutate(phone)} />
      {found.isError ? <Alert type="error" showIcon role="alert" title={textOf(found.error)} /> : null}
      {found.data ? <Rows title="查到的" consents={found.data.consents} empty="这个电话名下没有代办同意" onDone={() => { if (found.variables !== undefined) found.mutate(found.variables) }} /> : null}
      {isWriting ? <ConsentDialog onClose={() => setWriting(false)} /> : null}
    </>
  )
}

interface RowsProps {
  readonly title: string
  readonly consents: readonly ConsentRow[]
  readonly empty: string
  /** What was looked up is looked up anew. */
  readonly onDone?: () => void
}

function Rows({ title, consents, empty, onDone }: RowsProps) {
  return (
    <Table<ConsentRow> rowKey="id" size="small" title={() => title} pagination={false} scroll={{ x: 900 }} dataSource={consents} locale={{ emptyText: empty }} columns={[
      { title: '家人', width: 170, render: (_, { parent }) => parent },
      { title: '谁代办', width: 170, render: (_, { helper }) => helper },
      { title: '办什么', width: 150, render: (_, { scopes }) => scopes.map((scope) => HELPER_SCOPES[scope]).join('、') },
      { title: '状态', width: 200, render: (_, { state, stateText }) => <span className={TONES[state][0]}>{TONES[state][1]} {stateText}</span> },
      { title: '同意书', render: (_, { paperNote, recordedBy, confirmedBy }) => <>{paperNote ?? '短信验证码'}{recordedBy ? <span className="soft">　{recordedBy}登记{confirmedBy ? `，${confirmedBy}核对` : ''}</span> : null}</> },
      { title: '操作', width: 190, render: (_, consent) => <ConsentActs consent={consent} {...(onDone ? { onDone } : {})} /> },
    ]} />
  )
}

function ConsentActs({ consent: { id, canConfirm, state, parent }, onDone }: { readonly consent: ConsentRow; readonly onDone?: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (what: typeof endConsent) => api.call(what, { params: { id } }),
    onSuccess: async ({ stateText }) => {
      void message.success(`现在是“${stateText}”`)
      await queries.invalidateQueries({ queryKey: ['consents'] })
      onDone?.()
    },
    onError: (error) => void message.error(textOf(error)),
  })
  if (state === 'ended') return null
  return (
    <Space size={4}>
      {canConfirm ? <Popconfirm title="同意书原件看过了，签名、日期、事项都对？" okText="都对，生效" cancelText="再看看" onConfirm={() => act.mutate(confirmPaperConsent)}><Button size="small" aria-label={`核对 ${parent} 的同意书`} loading={act.isPending}>核对</Button></Popconfirm> : null}
      <Popconfirm title={state === 'asked' ? '不收这份同意书？' : '本人要撤回？撤回后马上不能再代办。'} okText={state === 'asked' ? '不收' : '撤回'} cancelText="不" onConfirm={() => act.mutate(endConsent)}><Button size="small" danger aria-label={`${state === 'asked' ? '不收' : '撤回'} ${parent} 的同意书`} loading={act.isPending}>{state === 'asked' ? '不收' : '撤回'}</Button></Popconfirm>
    </Space>
  )
}
