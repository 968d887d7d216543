import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { LayerInfo } from '@yihu/contracts'
import { serverNow } from '../../app/server-time.ts'
import { useMe } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { countOfKinds } from './layers-query.ts'
import { lengthText } from './use-drawing.ts'

/** A picture of the map as it stood, with what a reader of paper must know. */
export interface Sheet {
  readonly picture: string
  /** Pixels of the page across and down. */
  readonly width: number
  readonly height: number
  /** Metres of each; null: a tilted view has no one scale. */
  readonly metresPerPixel: number | null
  readonly asOf: string
}

interface Props {
  readonly sheet: Sheet
  readonly shown: readonly LayerInfo[]
  readonly only: ReadonlyMap<string, readonly string[]>
  readonly base: string
  readonly onClose: () => void
}

/** Round lengths for the bar of the scale. */
const BARS = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]
/** What an A4 page that lies has for the picture, without margins and words; the picture's height is set in map-page.css too. */
const PAPER_METRES = { across: 0.277, down: 0.13 } as const

/** One A4 page: title, map, legend, scale, as-of, who printed. Looked at first, then printed. */
export function MapPrint({ sheet: { picture, asOf, ...view }, shown, only, base, onClose }: Props) {
  const me = useMe()
  const first = useRef<HTMLDivElement>(null)
  useEffect(() => { first.current?.focus() }, [])
  return (
    <section className="map-print" aria-label="打印预览">
      <div className="map-print-tools" ref={first} tabIndex={-1}><Button type="primary" onClick={() => globalThis.print()}>打印</Button><Button onClick={onClose}>返回地图</Button><span className="soft">A4 横向一页。</span></div>
      <div className="paper map-paper">
        <h1>一张图</h1>
        <div className="map-paper-picture">
          <img src={picture} alt="地图" />
          <Scale {...view} />
        </div>
        <div className="map-paper-foot">
          <p>图例：{shown.length === 0 ? '没有打开图层' : shown.map((layer) => legendOf(layer, only.get(layer.id))).join('；')}。● 正常 ◆ 临期 ▲ 要紧；圈里的数是挨得近的个数。</p>
          <p>底图：{base}。数据截至 {exactText(asOf)}，{me?.name}（{me?.username}）于 {exactText(serverNow().toISOString())} 打印。只含本人看得到的内容。</p>
        </div>
      </div>
    </section>
  )
}

function legendOf(layer: LayerInfo, words: readonly string[] | undefined): string {
  const count = words ? countOfKinds(layer, words) : layer.count
  return `〔${layer.sign}〕${layer.name}${words ? `（只有${words.join('、')}）` : ''} ${count === null ? '很多' : `${count} ${layer.unit}`}`
}

/** A bar as long as it says, below the picture and measured by it. */
function Scale({ width, height, metresPerPixel }: Pick<Sheet, 'width' | 'height' | 'metresPerPixel'>) {
  if (metresPerPixel === null) return <p>立体视图，没有统一的比例；上方为北</p>
  const across = width * metresPerPixel
  const bar = BARS.findLast((length) => length <= across / 4) ?? BARS[0] ?? 20
  const onPaper = Math.min(PAPER_METRES.across, (PAPER_METRES.down * width) / height)
  return <p><span className="map-paper-bar" style={{ width: `${(bar / across) * 100}%` }} /> {lengthText(bar)}（A4 上约 1∶{Math.round(across / onPaper / 100) * 100}），上方为北</p>
}
