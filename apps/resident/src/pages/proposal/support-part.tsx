import { useState } from 'react'
import { sendSupport } from '../../api.ts'
import { compactPhone, isPhone } from '../../model/draft.ts'
import { focusOn } from '../../platform/device'
import { goTo, pageUrl } from '../../go.ts'
import { Box, Button, Field, Heading, Link, Status, Text } from '../../ui/base'
import { useOwnPhone } from '../../use-signed-in.ts'
import { useSending } from '../../use-sending.ts'

type Answer = Awaited<ReturnType<typeof sendSupport>>

/** Whether a number that was only written supports already is told to nobody. */
function wordsOf({ own }: Answer): string {
  if (own === null) return '✓ 收下了。一个电话只算一次，再点不会多算。'
  return own.isNew ? `✓ 记下了，现在 ${own.supports} 人支持。` : `✓ 您已经支持过了，不用再点。现在 ${own.supports} 人支持。`
}

/** 我支持: a telephone once, by the login's own or by writing it; it is kept as a hash only. */
export function SupportPart({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const hasPhone = useOwnPhone()
  const [phone, setPhone] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { isSending, problem, said, send } = useSending()
  const support = async () => {
    if (!hasPhone && !isPhone(phone)) {
      setWrong('请写电话，手机是 11 位数字。')
      focusOn('support-phone')
      return
    }
    setWrong(undefined)
    if (await send(() => sendSupport(id, hasPhone ? undefined : compactPhone(phone)), wordsOf)) await onDone()
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>您也想这样？</Heading>
      {hasPhone ? (
        <Text block>用您登录的手机号，一个号支持一次，计入“验证过的”；号码不显示。</Text>
      ) : (
        <>
          <Field id="support-phone" label="电话" kind="phone" hint="只用来保证一个电话支持一次，不显示、不保存号码；办完后用它登录可以来评。" value={phone} onChange={setPhone} error={wrong} readOnly={isSending} />
          <Text block className="muted">
            没登录也能提议、支持，只是号码没有核过，另外计数。投票不看电话，只凭送到家门口的票码。
          </Text>
          <Link href={pageUrl('sign-in', { back: 'proposal', id })} onPress={() => goTo('sign-in', { back: 'proposal', id })}>
            用手机验证码登录再支持
          </Link>
        </>
      )}
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      <Button kind="primary" onPress={() => void support()} disabled={isSending}>
        {isSending ? '正在记…' : '我支持'}
      </Button>
      <Status className="status good">{said}</Status>
    </Box>
  )
}
