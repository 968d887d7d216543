import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { authorization, createSmsSender } from './sms.ts'

test('签名与阿里云文档里的例子一字不差；短信平台收下、拒收、答非所问、连不上，各有各的说法', async () => {
  // The example of the documentation of signature V3.
  const headers = {
    host: 'ecs.cn-shanghai.aliyuncs.com', 'x-acs-action': 'RunInstances', 'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d', 'x-acs-version': '2014-05-26',
  }
  const query = 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai'
  expect(authorization({ keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret', query, headers })).toContain('Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0')

  const heard: URLSearchParams[] = []
  const answers = ['{"Code":"OK","Message":"OK"}', '{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', '<html>登录</html>']
  const gateway = createServer((request, response) => {
    heard.push(new URL(request.url ?? '', 'http://x').searchParams)
    response.end(answers[heard.length - 1])
  })
  await new Promise<void>((resolve) => { gateway.listen(0, '127.0.0.1', resolve) })
  const origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` // listens on a port
  const sender = createSmsSender({ keyId: 'k', keySecret: 's', sign: '雪宫街道', templates: { login: 'SMS_1', helper: 'SMS_2' }, origin }, Date.now)
  const send = () => sender.send({ phone: '10051234567', kind: 'login', params: { code: '123456' } })
  expect([await send(), await send(), await send()].map(({ kind }) => kind)).toEqual(['sent', 'refused', 'unsure'])
  expect(Object.fromEntries(heard[0] ?? [])).toEqual({ PhoneNumbers: '10051234567', SignName: '雪宫街道', TemplateCode: 'SMS_1', TemplateParam: '{"code":"123456"}' })
  await new Promise((resolve) => { gateway.close(resolve) })
  expect(await send()).toEqual({ kind: 'unsure', reason: '连不上短信平台' })
})
