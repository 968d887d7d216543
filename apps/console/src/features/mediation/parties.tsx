import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Popover, Radio } from 'antd'
import { useState } from 'react'
import { PARTY_SIDES, revealParties } from '@yihu/contracts'
import type { CallOf, MediationDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'

type Purpose = CallOf<typeof revealParties>['body']

const CONSENTS = { waiting: { shape: '○', word: '还没表明意愿', tone: 'amber' }, agreed: { shape: '●', word: '同意调解', tone: 'green' }, refused: { shape: '▲', word: '拒绝调解', tone: 'red' } } as const

/** Who disputes, masked; whole names and phones only for a purpose, which is written down. */
export function Parties({ detail }: { readonly detail: MediationDetail }) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  const show = useMutation({ mutationFn: (body: Purpose) => api.call(revealParties, { params: { id: detail.id }, body }), onSuccess: () => setOpen(false) })
  const shown = new Map(show.data?.parties.map((party) => [party.id, party]))
  return (
    <section className="card" aria-label="当事人">
      <h2>
        当事人 {detail.parties.length} 方
        {can('mediation.reveal') && !show.data ? (
          <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title="为什么要看" content={<PurposeForm error={show.error} isBusy={show.isPending} onAsk={(body) => show.mutate(body)} />}>
            <Button type="link" size="small">查看姓名电话</Button>
          </Popover>
        ) : null}
        {show.data ? <span className="soft med-noted">（已记入审计）</span> : null}
      </h2>
      <ul className="med-parties">
        {detail.parties.map((party) => {
          const clear = shown.get(party.id) ?? party
          const { shape, word, tone } = CONSENTS[party.consent]
          return (
            <li key={party.id}>
              <span className="soft">{PARTY_SIDES[party.side]}</span> <strong>{clear.name}</strong> {clear.phone ?? ''}
              <span className={`tone-${tone} med-consent`}><span aria-hidden="true">{shape}</span> {word}{party.consentAt ? <span className="soft">（<When at={party.consentAt} />{party.consentNote ? `，${party.consentNote}` : ''}）</span> : null}</span>
              {clear.about ? <p className="soft">{clear.about}</p> : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface PurposeFormProps {
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onAsk: (body: Purpose) => void
}

function PurposeForm({ error, isBusy, onAsk }: PurposeFormProps) {
  return (
    <Form className="purpose" layout="vertical" requiredMark={false} onFinish={({ purpose, note }: Purpose) => onAsk({ purpose, ...(note ? { note } : {}) })}>
      <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}>
        <Radio.Group className="choices"><Radio value="contact">联系当事人</Radio><Radio value="court">移送法院</Radio></Radio.Group>
      </Form.Item>
      <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
      {error ? <Alert type="error" showIcon title={textOf(error)} /> : null}
      <p className="soft">谁、何时、为什么看的，会记入审计，当事人可以知道。</p>
      <Button type="primary" htmlType="submit" loading={isBusy}>查看</Button>
    </Form>
  )
}
