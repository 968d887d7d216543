import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber } from 'antd'
import { enterPaperVotes } from '@yihu/contracts'
import type { CallOf, DeliberationDetail } from '@yihu/contracts'
import { VOTE_CHOICES } from '@yihu/domain'
import type { VoteChoice } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { deliberationQuery } from './deliberation-queries.ts'

const choices = Object.keys(VOTE_CHOICES) as VoteChoice[] // keys of a literal table
const STATES = {
  none: '还没有人录。两个人各点各的、各录各的，一样才算。', waiting: '一个人录了，等另一个人独立再录一遍；录完前看不到对方的数。', agreed: '● 两个人录得一样，定下来了。', mismatch: '▲ 录的不一样。请没录过的人重新点票，有两个人一样才算，谁也不能一个人定。', settled: '● 再点以后有两个人一样，定下来了。',
} as const

/** The ballot box: each of two people counts it alone; unlike, others count until two are alike. */
export function PaperPart({ detail }: { readonly detail: DeliberationDetail }) {
  const can = useCan()
  const { paper } = detail
  return (
    <section className="card" aria-label="纸质票">
      <h2>纸质票</h2>
      <p className={paper.state === 'mismatch' ? 'tone-red' : ''}>{STATES[paper.state]}</p>
      {paper.entries.map((entry) => <Entry key={entry.by} entry={entry} byArea={detail.byArea} />)}
      {paper.canEnter && can('deliberation.count') ? <PaperForm detail={detail} /> : null}
    </section>
  )
}

function Entry({ entry: { by, at, households, ballots }, byArea }: { readonly entry: DeliberationDetail['paper']['entries'][number]; readonly byArea: boolean }) {
  if (!ballots) return <p className="soft">{by} {exactText(at)} 录了一份</p>
  return <p><strong>{by}</strong> <span className="soft">{exactText(at)}</span>：{choices.map((choice) => `${VOTE_CHOICES[choice]} ${ballots[choice].votes} 张${byArea ? `（${ballots[choice].squareMetres.toFixed(2)} 平方米）` : ''}`).join('，')}{households ? `；交票 ${households.length} 户：${households.join('、')}` : ''}</p>
}

type Typed = Record<VoteChoice, { readonly votes?: number | null; readonly squareMetres?: number | null }> & { readonly households: string }
type Body = CallOf<typeof enterPaperVotes>['body']

function bodyOf({ households, ...piles }: Typed): Body {
  const pile = (choice: VoteChoice) => ({ votes: piles[choice].votes ?? 0, squareMetres: piles[choice].squareMetres ?? 0 })
  return { households: households.split(/[\n、，,;；]/u).map((one) => one.trim()).filter(Boolean), for: pile('for'), against: pile('against'), abstain: pile('abstain'), invalid: pile('invalid') }
}

function PaperForm({ detail }: { readonly detail: DeliberationDetail }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const enter = useMutation({
    mutationFn: (typed: Typed) => api.call(enterPaperVotes, { params: { id: detail.id }, body: bodyOf(typed) }),
    onSuccess: (next) => {
      void message.success(STATES[next.paper.state])
      queries.setQueryData(deliberationQuery(detail.id).queryKey, next)
      form.resetFields()
    },
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ households: '' }} onFinish={(typed) => enter.mutate(typed)}>
      {enter.isError ? <Alert type="error" showIcon role="alert" title={textOf(enter.error)} /> : null}
      <div className="del-piles">
        {choices.map((choice) => (
          <div key={choice} className="del-pile">
            <Form.Item name={[choice, 'votes']} label={`${VOTE_CHOICES[choice]}（张）`} initialValue={0}><InputNumber min={0} precision={0} /></Form.Item>
            {detail.byArea ? <Form.Item name={[choice, 'squareMetres']} label={`${VOTE_CHOICES[choice]}面积（平方米）`} initialValue={0}><InputNumber min={0} precision={2} /></Form.Item> : null}
          </div>
        ))}
      </div>
      <Form.Item name="households" label="哪些户交了票" extra="一行一户，或用顿号隔开，写法和名册一样；谁投了什么不录、不存" rules={[{ required: true, whitespace: true, message: '请写明哪些户交了票' }]}><Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} /></Form.Item>
      <Button type="primary" htmlType="submit" loading={enter.isPending}>录入这一箱</Button>
    </Form>
  )
}
