import { useState } from 'react'
import { keptBookings } from '../../bookings.ts'
import { forgetDevice } from '../../forget-device.ts'
import { goTo } from '../../go.ts'
import { keptReceipts } from '../../receipts.ts'
import { Box, Button, Heading, Item, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { AccountPart } from './account-part.tsx'
import { OwnReport } from './own-report.tsx'

/** What is kept and how long: only what the program really does. */
const PROMISES = [
  '报事不用登录，不要身份证号，不刷脸；地址、位置、照片、电话都可以不给。预约、代办、提议、报名活动要留称呼和电话。',
  '称呼和电话加密保存。办事的人平时只看到「王**」「138****5678」；要看全部得先写明为什么，谁、什么时候、为什么看的，记进不能改的记录。看您报的事、活动报名的，就列在下面；看您提议、预约的，在那件提议、那个预约里。',
  '报的事、提的议和办理经过要长期留着备查，现在没有到期自动删除（排队等人看、最后没有受理的，九十天后删）；留的称呼和电话随时可以自己抹去，报事的在这里，提议的在那件提议里。抹了照办、照议，只是没法再打给您。用手机号登录过的，注销时可以一次全抹掉。',
  '预约的称呼和电话，约的那天过后九十天自动销毁；活动报名的，办完九十天销毁，志愿者的留一年，好查时长。也随时可以自己提前抹：预约的在那个预约里，报名的登录后在这里；还没到时间的，抹去就一起取消，位子让给别人。',
  '支持一件提议，只留电话的一个加密记号，保证一个号码算一次，抹去称呼和电话时它还在。要在微信里知道办完了的，只存一个加密的微信标识和那件事的编号，告诉一次就删，半年没办完也删。',
  '登录是自愿的：手机号加密保存，验证码十分钟作废；用微信登录的，存一个微信的加密记号，注销就删；登录三十天，退出、注销随您。家人替您办要您先同意，做过什么、看过什么您都看得到；同意结束一年后，连这些记录一起删。',
  '照片上传时去掉拍摄时间和地点。不给别的公司，不打广告，不用来评您的分。',
  '备份里的旧内容，等备份到期才会消失。您写在话里的名字和电话不会自动去掉，请不要写。',
] as const

/** 我的信息: what is stored about me here and at the street, who looked, take it along, erase it. */
export default function Privacy() {
  const [receipts, setReceipts] = useState(keptReceipts)
  const [bookings, setBookings] = useState(keptBookings)
  const [said, setSaid] = useState('')
  const clear = async () => {
    await forgetDevice()
    setReceipts([])
    setBookings([])
    setSaid('✓ 这台手机里的都清掉了。街道那边的还在，用编号和查询码能查。')
  }
  return (
    <Shell title="我的信息" lead="存了什么、谁看过、怎么带走、怎么抹掉。">
      <Box as="section" className="card">
        <Heading level={2}>我们怎么待您的信息</Heading>
        <Box as="ul" className="list">
          {PROMISES.map((promise) => (
            <Item key={promise}>{promise}</Item>
          ))}
        </Box>
        <ReadAloud words={PROMISES.join('')} />
      </Box>
      <Box as="section" className="card">
        <Heading level={2}>这台手机里</Heading>
        <Text block>
          记着 {receipts.length} 件您报的事、{bookings.length} 个预约的编号和查询码，只在这台手机里。
        </Text>
        <Status className="status good">{said}</Status>
        {(receipts.length > 0 || bookings.length > 0) && (
          <SureButton words="清空这台手机" question="清空后，这台手机查不到这些事了；先把编号和查询码抄下来。真的清空吗？" onSure={() => void clear()} />
        )}
      </Box>
      <AccountPart />
      {receipts.length === 0 && (
        <Box className="card">
          <Text block>要看街道存了您什么，先用编号和查询码把那件事找出来。</Text>
          <Button onPress={() => goTo('mine')}>用编号和查询码查</Button>
        </Box>
      )}
      {receipts.map((kept) => (
        <OwnReport key={kept.number} kept={kept} />
      ))}
      {bookings.length > 0 && <Button onPress={() => goTo('bookings')}>看预约里存的信息</Button>}
    </Shell>
  )
}
