import type { SentCode } from '../api.ts'
import { Box, Field, Text } from './base'

interface CodePartProps {
  id: string
  sent: SentCode
  code: string
  onCode: (code: string) => void
  error: string | undefined
}

/** The code that a text message brought. Where the house sends none (the demo street), what it would have said. */
export function CodePart({ id, sent, code, onCode, error }: CodePartProps) {
  return (
    <>
      {sent.standIn !== null && (
        <Box className="notice">
          <Text block className="muted">这是演示，没有真的发短信。{sent.sentTo} 本来会收到：</Text>
          <Text block>{sent.standIn}</Text>
        </Box>
      )}
      <Field id={id} label="短信里的六位验证码" kind="digits" hint={`发到 ${sent.sentTo}，${sent.minutes} 分钟内有效`} value={code} onChange={onCode} error={error} />
    </>
  )
}
