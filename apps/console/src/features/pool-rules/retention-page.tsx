import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, InputNumber, Modal, Table } from 'antd'
import { useState } from 'react'
import { listRetention, saveRetentionRule } from '@yihu/contracts'
import type { DeletionProof, RetentionRule } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { showRefused } from '../../app/refused.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import './pool-rules.css'

const KEY = ['retention'] as const

/** How long what is kept, and the proofs of what was destroyed. */
export function RetentionPage() {
  const can = useCan()
  return can('pool.govern') ? <Retention /> : <NoPermission what="保存期限" />
}

function Retention() {
  const [edited, setEdited] = useState<RetentionRule | null>(null)
  const found = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.call(listRetention, { signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { rules, proofs } = found.data
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>保存期限</h1></div>
      <p className="soft">个人信息只保存到办事需要的时候（个人信息保护法第十九条）。过了期限，每天夜里自动销毁，不能恢复；销毁了多少、按哪一条，留下证明。</p>
      <Table<RetentionRule> rowKey="code" size="small" pagination={false} scroll={{ x: 480 }} dataSource={rules} columns={[
        { title: '保存什么', dataIndex: 'name', render: (name: string, { isOn }) => <>{name}{isOn ? null : <span className="tone-amber"> △ 没有启用，一直留着</span>}</> },
        { title: '多久', dataIndex: 'days', width: 150, align: 'right', render: daysText },
        { title: '操作', key: 'do', width: 80, render: (_value, rule) => <Button size="small" aria-label={`修改${rule.name}`} onClick={() => setEdited(rule)}>修改</Button> },
      ]} />
      <section className="retention-proofs" aria-label="销毁证明">
        <h2>销毁证明</h2>
        {proofs.length === 0 ? <Empty title="还没有销毁过">到期销毁、应本人要求抹去、敏感登记终止以后，证明会出现在这里。</Empty> : <Proofs proofs={proofs} rules={rules} />}
      </section>
      {edited ? <RuleDialog rule={rules.find(({ code }) => code === edited.code) ?? edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function Proofs({ proofs, rules }: { readonly proofs: readonly DeletionProof[]; readonly rules: readonly RetentionRule[] }) {
  return (
    <Table<DeletionProof> rowKey="id" size="small" onRow={focusableRows} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 760 }} dataSource={proofs} columns={[
      { title: '时间', dataIndex: 'at', width: 150, render: (at: string) => <When at={at} /> },
      { title: '按哪一条', dataIndex: 'rule', render: (rule: string) => ruleText(rule, rules) },
      { title: '条数', dataIndex: 'entries', width: 80, align: 'right' },
      { title: '谁', dataIndex: 'by', width: 110 },
      { title: '原因', dataIndex: 'reason' },
      { title: '摘要', dataIndex: 'digest', width: 150, render: (digest: string) => <code className="retention-digest" title={digest}>{digest.slice(0, 16)}…</code> },
    ]} />
  )
}

const DAYS_OF_YEAR = 365

function daysText(days: number): string {
  return days % DAYS_OF_YEAR === 0 ? `${days / DAYS_OF_YEAR} 年` : `${days} 天`
}

const RULES: Readonly<Record<string, string>> = { request: '应本人要求抹去', sensitive: '敏感登记终止' }

function ruleText(rule: string, rules: readonly RetentionRule[]): string {
  return rules.find(({ code }) => code === rule)?.name ?? RULES[rule] ?? '场景结束'
}

type Typed = Pick<RetentionRule, 'days' | 'isOn'>

function RuleDialog({ rule, onClose }: { readonly rule: RetentionRule; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (typed: Typed) => api.call(saveRetentionRule, { params: { code: rule.code }, body: { ...typed, version: rule.version } }),
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  const days = Form.useWatch('days', form)
  const isOn = Form.useWatch('isOn', form)
  return (
    <Modal open title={rule.name} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      {isOn && typeof days === 'number' && (days < rule.days || !rule.isOn) ? <Alert type="warning" showIcon title="启用或改短以后，已经超过期限的今晚就会销毁，不能恢复。" /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ days: rule.days, isOn: rule.isOn }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="days" label="保存多少天" extra="1 年按 365 天算" rules={[{ required: true, message: '请填写天数' }]}><InputNumber min={30} max={36_500} precision={0} /></Form.Item>
        <Form.Item name="isOn" valuePropName="checked"><Checkbox>到期自动销毁</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}
