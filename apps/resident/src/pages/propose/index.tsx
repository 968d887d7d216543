import { useState } from 'react'
import type { SimilarProposal } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { Box, Button, Field, Heading, Item, Link, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useOwnPhone } from '../../use-signed-in.ts'
import { usePropose } from './use-propose.ts'

/** 提个议: what, where, who; what others have proposed already comes first. */
export default function Propose() {
  const { area = '', name = '' } = usePageParams()
  const hasPhone = useOwnPhone()
  const [form, setForm] = useState({ title: '', text: '', place: '', name: '', phone: '' })
  const { doing, failure, similar, submit } = usePropose(area)
  const wrong = failure?.fields ?? {}
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const isBusy = doing !== ''
  return (
    <Shell
      title="提个议"
      lead={name}
      action={
        <Button kind="primary" disabled={isBusy} onPress={() => submit(form)}>
          {doing || (similar.length > 0 ? '都不是，提交我的' : '提交')}
        </Button>
      }
    >
      {failure && <ProblemBox id="propose-problem" message={failure.message} attempt={failure.attempt} />}
      {similar.length > 0 && <Others similar={similar} />}
      <Box as="section" className="card">
        <Heading level={2}>想办什么事</Heading>
        <Field id="propose-title" label="一句话说" example="例如：12 号楼前装充电桩" value={form.title} onChange={(typed) => set({ title: typed })} error={wrong.title} readOnly={isBusy} />
        <Field id="propose-text" label="说说为什么、怎么办" lines={4} hint="会公开，不要写手机号和别人的名字" value={form.text} onChange={(typed) => set({ text: typed })} error={wrong.text} readOnly={isBusy} />
        <Field id="propose-place" label="在哪儿（可不填）" value={form.place} onChange={(typed) => set({ place: typed })} error={wrong.place} readOnly={isBusy} />
      </Box>
      <Box as="section" className="card">
        <Heading level={2}>您是谁</Heading>
        <Field id="propose-name" label="怎么称呼" value={form.name} onChange={(typed) => set({ name: typed })} error={wrong.name} readOnly={isBusy} />
        {hasPhone ? (
          <Text block>电话用您登录的手机号，加密保存，不公开；要合并提议、通知开会时打给您。</Text>
        ) : (
          <Field id="propose-phone" label="电话" kind="phone" hint="加密保存，不公开；要合并提议、通知开会时打给您。" value={form.phone} onChange={(typed) => set({ phone: typed })} error={wrong.phone} readOnly={isBusy} />
        )}
      </Box>
      <Status className="status">{isBusy ? '请不要离开这一页。' : ''}</Status>
    </Shell>
  )
}

function Others({ similar }: { similar: readonly SimilarProposal[] }) {
  return (
    <Box as="section" label="差不多的提议">
      <Text block className="notice">
        已经有人提过差不多的。是同一件事，点进去「我支持」就行，人多了上会更快。
      </Text>
      <Box as="ul" className="list">
        {similar.map(({ id, title, why, supports, stateName }) => (
          <Item className="list-item" key={id}>
            <Link href={pageUrl('proposal', { id })} onPress={() => goTo('proposal', { id })} className="card list-link">
              <Text className="list-text">{title}</Text>
              <Text className="state-small">{why}</Text>
              <Text className="muted">
                {stateName} · {supports} 人支持
              </Text>
            </Link>
          </Item>
        ))}
      </Box>
    </Box>
  )
}
