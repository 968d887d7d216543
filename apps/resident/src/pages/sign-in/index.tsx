import { goBack } from '../../go.ts'
import { canWechat } from '../../platform/session'
import { Box, Button, Field, Status, Text } from '../../ui/base'
import { CodePart } from '../../ui/code-part.tsx'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useSignIn } from './use-sign-in.ts'

/** 登录: never a wall; only for whoever wants their reports on every telephone, or acts for a parent. */
export default function SignIn() {
  const { phone, setPhone, code, setCode, sent, doing, failure, ask, open, openByWechat } = useSignIn()
  const wrong = failure?.fields ?? {}
  return (
    <Shell
      title="登录"
      lead="不登录也能报事、预约。登录了，换手机也看得到，还能替家人办。"
      action={
        <Button kind="primary" disabled={doing !== ''} onPress={sent ? open : ask}>
          {doing || (sent ? '登录' : '发验证码')}
        </Button>
      }
    >
      {failure && <ProblemBox id="sign-in-problem" message={failure.message} attempt={failure.attempt} />}
      <Box as="section" className="card">
        <Field id="sign-in-phone" label="手机号" kind="phone" hint="加密保存，只用来认出是您。" value={phone} onChange={setPhone} error={wrong.phone} readOnly={sent !== undefined} />
        {sent && <CodePart id="sign-in-code" sent={sent} code={code} onCode={setCode} error={wrong.code} />}
        {sent && (
          <Button kind="quiet" onPress={ask}>
            没收到，再发一次
          </Button>
        )}
        <Status className="status">{sent ? '验证码发出去了。谁来要都不要给。' : ''}</Status>
      </Box>
      {canWechat() && <Button onPress={openByWechat}>用微信登录</Button>}
      <Text block className="muted">登录保持三十天，随时能在「我的信息」里退出或注销。</Text>
      <Button kind="quiet" onPress={goBack}>
        不登录
      </Button>
    </Shell>
  )
}
