import { Button, Slider } from 'antd'

interface Props {
  readonly days: readonly string[]
  readonly span: readonly [number, number]
  readonly onChange: (span: readonly [number, number]) => void
}

const SPANS = [7, 30, 90] as const

/** Which days the heat shows: two ends that go by mouse, finger or arrow keys. */
export function DaySlider({ days, span, onChange }: Props) {
  const last = days.length - 1
  const textOf = (at: number | undefined) => { const [, month, day] = days[at ?? 0]?.split('-').map(Number) ?? []; return `${month} 月 ${day} 日` }
  const play = () => onChange(span[1] >= last ? [0, span[1] - span[0]] : [span[0] + 1, span[1] + 1])
  return (
    <section className="one-map-days" aria-label="热力的日期">
      <p role="status">{span[0] === span[1] ? textOf(span[0]) : `${textOf(span[0])}至 ${textOf(span[1])}，共 ${span[1] - span[0] + 1} 天`}</p>
      <Slider range min={0} max={last} value={[span[0], span[1]]} tooltip={{ formatter: textOf }} onChange={([first = 0, end = last]) => onChange([first, end])} ariaLabelForHandle={['从哪天', '到哪天']} ariaValueTextFormatterForHandle={[textOf, textOf]} />
      <div className="one-map-spans" role="group" aria-label="常用的日期">
        {SPANS.map((count) => <Button key={count} size="small" aria-pressed={span[1] === last && span[1] - span[0] + 1 === count} type={span[1] === last && span[1] - span[0] + 1 === count ? 'primary' : 'default'} onClick={() => onChange([days.length - count, last])}>近 {count} 天</Button>)}
        <Button size="small" onClick={play}>往后一天 ›</Button>
      </div>
    </section>
  )
}
