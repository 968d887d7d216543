import { useState } from 'react'
import { eraseMe, signOut } from '../../api.ts'
import { goTo } from '../../go.ts'
import { toProblem } from '../../model/problem.ts'
import { dropSession, hasOwnPhone, isSignedIn } from '../../session.ts'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { SureButton } from '../../ui/sure-button.tsx'
import { OwnSignups } from './own-signups.tsx'

/** The login of this device: who looked by consent, signing out here or everywhere, and erasing it. */
export function AccountPart() {
  const [isIn, setIn] = useState(isSignedIn)
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState<string>()

  const leave = async (work: Promise<void>, done: string) => {
    setWrong(undefined)
    const answer = await work.catch(toProblem)
    if (answer instanceof Error && answer.code !== 'resident-login-needed') {
      setWrong(answer.kind === 'offline' ? '没有网络，还没有办成。有网后再点一次。' : answer.message)
      return
    }
    dropSession()
    setIn(false)
    setSaid(done)
  }
  if (!isIn && said === '') return null
  return (
    <>
      <Box as="section" className="card">
        <Heading level={2}>登录</Heading>
        <Status className="status good">{said}</Status>
        <Status className="status warn">{wrong !== undefined && `▲ ${wrong}`}</Status>
        {isIn && (
          <>
            <Text block>这台手机登录着。手机号加密保存；微信只留一个认得出您的散列。</Text>
            <Button onPress={() => goTo('family')}>看家人替我做过、看过什么</Button>
            <Button onPress={() => void leave(signOut('here'), '✓ 这台手机退出登录了。')}>退出登录</Button>
            <SureButton words="所有手机都退出" question="别的手机上的登录也一起退出，要用时再登录。真的退出吗？" onSure={() => void leave(signOut('everywhere'), '✓ 所有手机都退出了。')} />
            <SureButton words="注销登录" question="登录、加进来的报事和家人帮办的同意都会删掉，找不回来；报过的事和预约还在，凭查询码能查。真的注销吗？" onSure={() => void leave(eraseMe('login'), '✓ 已经注销。报过的事凭查询码还能查。')} />
            <SureButton
              words="注销，并抹去我留过的称呼和电话"
              question="除了注销，用这个手机号在报事、提议、预约、报名里留过的称呼和电话也都抹去，找不回来。事情照办，只是没法打给您；还没到时间的预约和报名一起取消。真的抹去吗？"
              onSure={() => void leave(eraseMe('contacts-too'), '✓ 已经注销，留过的称呼和电话都抹去了。报过的事凭查询码还能查。')}
            />
          </>
        )}
      </Box>
      {isIn && hasOwnPhone() && <OwnSignups />}
    </>
  )
}
