import { useState } from 'react'
import { sendSupport } from '../../api.ts'
import { compactPhone, isPhone } from '../../model/draft.ts'
import { focusOn } from '../../platform/device'
import { Box, Button, Field, Heading, Status } from '../../ui/base'
import { useSending } from '../../use-sending.ts'

/** 我支持: a telephone once; it is kept as a hash only. */
export function SupportPart({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const [phone, setPhone] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { isSending, problem, said, send } = useSending()
  const support = async () => {
    if (!isPhone(phone)) {
      setWrong('请写电话，手机是 11 位数字。')
      focusOn('support-phone')
      return
    }
    setWrong(undefined)
    const words = ({ supports, isNew }: { supports: number; isNew: boolean }) => (isNew ? `✓ 记下了，现在 ${supports} 人支持。` : `✓ 这个电话已经支持过了，不用再点。现在 ${supports} 人支持。`)
    if (await send(() => sendSupport(id, compactPhone(phone)), words)) await onDone()
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>您也想这样？</Heading>
      <Field id="support-phone" label="电话" kind="phone" hint="只用来保证一个电话支持一次，不显示、不保存号码，办完后可以用它来评。" value={phone} onChange={setPhone} error={wrong} readOnly={isSending} />
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      <Button kind="primary" onPress={() => void support()} disabled={isSending}>
        {isSending ? '正在记…' : '我支持'}
      </Button>
      <Status className="status good">{said}</Status>
    </Box>
  )
}
