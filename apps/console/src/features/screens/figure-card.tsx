import { InfoCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { THRESHOLD_TONES } from '@yihu/contracts'
import type { IndicatorFigure, Standing } from '@yihu/contracts'
import { figureBeside, figureTarget, figureText } from '@yihu/domain'
import { instantText } from '../../app/time.ts'
import { isStale, sparkOf } from './figure-words.ts'

const FigureDrawer = lazy(() => import('./figure-drawer.tsx').then((module) => ({ default: module.FigureDrawer })))

const SPARK = { width: 160, height: 28 }

interface FigureCardProps {
  readonly figure: IndicatorFigure
  readonly now: number
  /** What its owner's thresholds call it. */
  readonly standing?: Standing | null
  /** Columns of four. */
  readonly width?: number
  /** Where it is counted. */
  readonly area: string
  /** Told when what it rests on is opened and closed. */
  readonly onRead?: (isRead: boolean) => void
}

/** One number of a screen: what it is, how it stands, how it came to be so, and the list that it counts. */
export function FigureCard({ figure, now, area, standing = null, width = 1, onRead }: FigureCardProps) {
  const { name, unit, state, list, series } = figure
  const target = figureTarget(figure)
  const spark = sparkOf(series, SPARK)
  const isOld = isStale(figure, now)
  const tone = isOld || target?.isMet !== false ? '' : 'figure-missed'
  const number = <span className="figure-value">{figureText(figure)}{state === 'measured' && figure.value !== null ? <span className="figure-unit"> {unit}</span> : null}</span>
  return (
    <li className={`figure figure-wide-${width} ${tone} ${isOld ? 'figure-old' : ''}`}>
      <h2>{name} <Provenance figure={figure} area={area} onRead={onRead} /></h2>
      {list === '' ? number : <Link to={list} className="figure-link" aria-label={`${name} ${figureText(figure)}${unit}，打开列表`}>{number}</Link>}
      <p className="figure-beside">
        {[figureBeside(figure), target && `${target.isMet === false ? '▲ ' : ''}${target.text}`].filter(Boolean).join(' · ')}
      </p>
      {standing && !isOld ? <p className={`figure-standing tone-${standing.tone}`}>{THRESHOLD_TONES[standing.tone].slice(0, 1)} {standing.word}</p> : null}
      {figure.isDisputed ? <p className="figure-standing tone-amber">▲ 来源不一致</p> : null}
      {spark === '' ? null : <svg className="figure-spark" viewBox={`0 -2 ${SPARK.width} ${SPARK.height + 4}`} preserveAspectRatio="none" role="img" aria-label={`近 ${series.length} 天，每天 ${Math.min(...series.map(({ value }) => value))} 到 ${Math.max(...series.map(({ value }) => value))} ${unit}`}><polyline points={spark} /></svg>}
      {isOld ? <p className="figure-stale" role="status">数据停在 {instantText(figure.asOf)}</p> : null}
    </li>
  )
}

/** Opens what a number rests on. */
function Provenance({ figure, area, onRead }: { readonly figure: IndicatorFigure; readonly area: string; readonly onRead: ((isRead: boolean) => void) | undefined }) {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    onRead?.(true)
    return () => onRead?.(false)
  }, [isOpen, onRead])
  return (
    <>
      <Button className="figure-why" type="text" size="small" icon={<InfoCircleOutlined />} aria-label={`${figure.name}：怎么算、从哪里来`} onClick={() => setOpen(true)} />
      {isOpen ? <Suspense><FigureDrawer id={figure.id} name={figure.name} area={area} onClose={() => setOpen(false)} /></Suspense> : null}
    </>
  )
}
