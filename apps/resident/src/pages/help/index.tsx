import { useState } from 'react'
import { goBack } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { useActing } from '../../ui/acting.ts'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useHelp } from './use-help.ts'

/** 代办: a grid worker comes and sees to it; then it is followed like any report. */
export default function Help() {
  const { id = '', name = '' } = usePageParams()
  const [form, setForm] = useState({ name: '', phone: '', address: '', note: '' })
  const { doing, failure, submit } = useHelp(id, name)
  const acting = useActing()
  const wrong = failure?.fields ?? {}
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const isBusy = doing !== ''
  return (
    <Shell
      title="请网格员代办"
      lead={name}
      action={
        <Button kind="primary" disabled={isBusy} onPress={() => submit(form)}>
          {doing || '请人来'}
        </Button>
      }
    >
      {failure && <ProblemBox id="help-problem" message={failure.message} code={failure.code} back={{ back: 'help', id, name }} attempt={failure.attempt} />}
      <Box className="notice">
        <Text block>腿脚不便、不会用手机，或者走不开，都可以请。网格员先打电话约时间，再上门；不收钱，也不会要您的密码和验证码。</Text>
      </Box>
      <Box as="section" className="card">
        <Heading level={2}>到哪儿、找谁</Heading>
        {acting && <Text block>记在 {acting.name} 名下，网格员打 TA 的电话约时间。</Text>}
        {!acting && <Field id="help-name" label="怎么称呼" value={form.name} onChange={(typed) => set({ name: typed })} error={wrong.name} readOnly={isBusy} />}
        {!acting && <Field id="help-phone" label="电话" kind="phone" hint="加密保存，只有办这件事的人写明用途才看得到。" value={form.phone} onChange={(typed) => set({ phone: typed })} error={wrong.phone} readOnly={isBusy} />}
        <Field id="help-address" label="住在哪儿" kind="address" example="例如：桑家小区 12 号楼 2 单元 301" value={form.address} onChange={(typed) => set({ address: typed })} error={wrong.address} readOnly={isBusy} />
        <Field id="help-note" label="还想说什么（可不填）" lines={3} example="例如：下午都在家" value={form.note} onChange={(typed) => set({ note: typed })} error={wrong.note} readOnly={isBusy} />
      </Box>
      <Status className="status">{isBusy ? '请不要离开这一页。' : ''}</Status>
      <Button kind="quiet" onPress={goBack}>
        不用了
      </Button>
    </Shell>
  )
}
