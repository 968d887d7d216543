import { useState } from 'react'
import type { OpenMap } from '../../api.ts'
import { communitySums, gridSums, stepsOf, type Sum, total } from '../../model/open-map.ts'
import { AreaMap } from '../../ui/area-map'
import { Box, Button, Heading, Item, Status, Text } from '../../ui/base'

interface GroundProps {
  map: OpenMap
  /** Undefined: all kinds. */
  group: string | undefined
}

/** The communities, or the grids of one, in colours and in words. */
export function GroundPart({ map, group }: GroundProps) {
  const [near, setNear] = useState<string>()
  const community = map.communities.find(({ code }) => code === near)
  const whole = communitySums(map, group)
  if (community) {
    const grids = map.grids.filter((grid) => grid.community === community.code)
    const sums = gridSums(map, { group, community: community.code })
    const rest = (whole.find(({ code }) => code === community.code)?.reports ?? 0) - total(sums.map(({ reports }) => reports))
    const lead = `一个网格${map.month === null ? '一年里' : '一个月'}同一类不足 ${map.least} 件，就不说是哪个网格，只算在社区里：${rest} 件。`
    return <Grounds key={community.code} title={`${community.name}各网格`} lead={lead} grounds={grids} sums={sums} onBack={() => setNear(undefined)} />
  }
  return <Grounds key="all" title="各社区" grounds={map.communities} sums={whole} onNear={setNear} />
}

interface GroundsProps {
  title: string
  lead?: string
  grounds: OpenMap['communities']
  sums: readonly Sum[]
  onNear?: (code: string) => void
  onBack?: () => void
}

function Grounds({ title, lead, grounds, sums, onNear, onBack }: GroundsProps) {
  const [chosen, setChosen] = useState<string>()
  const at = grounds.find(({ code }) => code === chosen)
  const counts = new Map(sums.map(({ code, reports }) => [code, reports]))
  const steps = stepsOf(sums.map(({ reports }) => reports))
  return (
    <Box as="section" className="card">
      <Heading level={2}>
        {title}：{total(sums.map(({ reports }) => reports))} 件
      </Heading>
      {onBack && <Button onPress={onBack}>‹ 看全街道</Button>}
      {lead !== undefined && <Text block>{lead}</Text>}
      <AreaMap grounds={grounds} counts={counts} steps={steps} chosen={chosen} onChoose={setChosen} label={`${title}件数的示意图，颜色越深件数越多；下面的列表是同样的内容`} />
      <Legend steps={steps} most={sums[0]?.reports ?? 0} />
      <Status className="status">{at ? `${at.name}：${toldOf(sums.find(({ code }) => code === chosen))}` : '点图上的一块，看它有几件。'}</Status>
      {at && onNear && <Button onPress={() => onNear(at.code)}>看{at.name}各网格</Button>}
      {sums.length === 0 && <Text block>这段时间这里没有可以公开的。</Text>}
      <Box as="ul" className="list" label={title}>
        {sums.map(({ code, name, reports, ended }) => (
          <Item key={code} className="count-line">
            {onNear ? (
              <Button kind="quiet" label={`看${name}各网格`} onPress={() => onNear(code)}>
                {name}
              </Button>
            ) : (
              <Text>{name}</Text>
            )}
            <Text>
              {reports} 件，办结 {ended}
            </Text>
          </Item>
        ))}
      </Box>
    </Box>
  )
}

function toldOf(sum: Sum | undefined): string {
  return sum ? `${sum.reports} 件，办结 ${sum.ended} 件` : '没有可以公开的'
}

function Legend({ steps, most }: { steps: readonly number[]; most: number }) {
  return (
    <Box className="legend" label="颜色">
      {steps.map((from, at) => {
        const last = (steps[at + 1] ?? most + 1) - 1
        return (
          <Box className="legend-item" key={from}>
            <Box className={`swatch shade-${at + 1}`} />
            <Text className="muted">{last > from ? `${from}–${last} 件` : `${from} 件`}</Text>
          </Box>
        )
      })}
    </Box>
  )
}
