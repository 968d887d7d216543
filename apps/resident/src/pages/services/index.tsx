import { useEffect, useRef, useState } from 'react'
import { findServices, type ServiceLine } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { Box, Button, Field, Item, Link, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'

/** How long somebody has to stop typing before the server is asked. */
const PAUSE_MS = 400

/** 办事服务: what people most often come for, found by their own words. */
export default function Services() {
  const [asked, setAsked] = useState('')
  const { data, problem, isLoading, refresh } = useFetched(() => findServices(asked.trim()))
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return undefined
    }
    const wait = setTimeout(() => void refresh(), PAUSE_MS)
    return () => clearTimeout(wait)
  }, [asked, refresh])
  const items = data?.items ?? []
  return (
    <Shell title="办事服务" lead="查怎么办、要带什么、几天办好；能预约，也能请网格员上门代办。">
      <Box as="section" className="card">
        <Field id="services-asked" label="您要办什么事" hint="怎么说都行，比如：办老年卡、交社保、孩子打疫苗" value={asked} onChange={setAsked} />
        <Status className="status">{words({ isLoading, asked: asked.trim(), count: items.length, isKnown: data !== undefined })}</Status>
        <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      </Box>
      {data && items.length === 0 && !isLoading && <Nothing onAll={() => setAsked('')} />}
      <Box as="ul" className="list" label="办事事项">
        {items.map((item) => (
          <Line key={item.id} item={item} />
        ))}
      </Box>
      <Button onPress={() => goTo('bookings')}>我的预约</Button>
    </Shell>
  )
}

function words({ isLoading, asked, count, isKnown }: { isLoading: boolean; asked: string; count: number; isKnown: boolean }): string {
  if (isLoading) return '正在找…'
  if (!isKnown || count === 0) return ''
  return asked === '' ? `共 ${count} 项` : `找到 ${count} 项，最像的在前面`
}

function Line({ item }: { item: ServiceLine }) {
  const params = { id: item.id }
  const ways = [item.limitText, ...(item.canBook ? ['可预约'] : []), ...(item.canHelp ? ['可代办'] : []), ...(item.hasLink ? ['可网上办'] : [])]
  return (
    <Item className="list-item">
      <Link href={pageUrl('service', params)} onPress={() => goTo('service', params)} className="card list-link">
        <Text className="list-text">{item.name}</Text>
        {item.saidAs !== null && <Text className="state-small">您说的「{item.saidAs}」就是这一项</Text>}
        <Text className="muted">{ways.join(' · ')}</Text>
      </Link>
    </Item>
  )
}

function Nothing({ onAll }: { onAll: () => void }) {
  return (
    <Box className="card">
      <Text block>没有找到这样的事项。换个说法再试，或者把要办的事写下来，我们告诉您怎么办。</Text>
      <Button onPress={onAll}>看全部事项</Button>
      <Button onPress={() => goTo('report')}>写下来问</Button>
    </Box>
  )
}
