import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { stopSeeing } from '@yihu/contracts'
import { api } from './api.ts'
import { textOf } from './conditions.tsx'
import { serverNow } from './server-time.ts'
import { useMe } from './session.ts'

/** While an administrator looks as somebody else: says so on every page, how long still, and the way back. */
export function SeeingBanner() {
  const me = useMe()
  return me?.seeing ? <Banner name={me.name} by={me.seeing.by} until={me.seeing.until} /> : null
}

function Banner({ name, by, until }: { readonly name: string; readonly by: string; readonly until: string }) {
  const { message } = App.useApp()
  // Loaded anew either way: nothing the other person saw stays behind.
  const left = useMinutesLeft(until, () => globalThis.location.assign('/'))
  const stop = useMutation({
    mutationFn: () => api.call(stopSeeing),
    onSuccess: () => globalThis.location.assign('/admin/users'),
    onError: (error) => void message.error(textOf(error)),
  })
  return (
    <p className="seeing" role="status">
      <span>◉ <strong>{by}</strong> 正以 <strong>{name}</strong> 的身份查看：只能看，不能办理。还剩 {left} 分钟。</span>
      <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>结束查看</Button>
    </p>
  )
}

function useMinutesLeft(until: string, onOver: () => void): number {
  const leftOf = () => Math.max(0, Math.ceil((Date.parse(until) - serverNow().getTime()) / 60_000))
  const [left, setLeft] = useState(leftOf)
  const tick = useEffectEvent(() => {
    const now = leftOf()
    setLeft(now)
    if (now === 0) onOver()
  })
  useEffect(() => {
    const timer = setInterval(tick, 5000)
    return () => clearInterval(timer)
  }, [until])
  return left
}
