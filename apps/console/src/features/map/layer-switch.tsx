import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import type { LayerInfo } from '@yihu/contracts'
import { ScenarioIcon } from '../alarms/scenario-icon.tsx'

interface Props {
  readonly layers: readonly LayerInfo[]
  readonly on: readonly string[]
  readonly only: ReadonlyMap<string, readonly string[]>
  readonly onToggle: (id: string) => void
  /** Null: all kinds again. */
  readonly onNarrow: (id: string, words: readonly string[] | null) => void
}

/** Heat lies lowest, then areas, then points. */
export function depthOf({ isByDay, kind }: LayerInfo): number {
  if (isByDay) return 0
  return kind === 'polygon' ? 1 : 2
}

/** The layers, how many there are, and for those that are on the kinds to choose from. */
export function LayerSwitch({ layers, on, only, onToggle, onNarrow }: Props) {
  return (
    <>
      <ul className="one-map-layers">
        {layers.toSorted((a, b) => depthOf(b) - depthOf(a)).map((layer) => {
          const { id, name, what, unit, sign, count, list } = layer
          const isOn = on.includes(id)
          return (
            <li key={id}>
              <Checkbox checked={isOn} onChange={() => onToggle(id)}><span className="one-map-sign" aria-hidden="true">{sign}</span>{name}</Checkbox>
              <span className="one-map-count">{count === null ? '很多' : `${count} ${unit}`}</span>
              <Link to={list} aria-label={`${name}的列表`}>列表</Link>
              <p className="soft">{what}</p>
              {isOn && (layer.kinds.length > 1 || only.has(id)) ? <Kinds layer={layer} chosen={only.get(id)} onNarrow={onNarrow} /> : null}
            </li>
          )
        })}
      </ul>
      <p className="soft one-map-word">数目是您看得到的全部；没有位置的在列表里。圈里的数是挨得近的个数，▲ 是其中要紧的；点一下走近，点单个打开。</p>
    </>
  )
}

function Kinds({ layer: { id, name, kinds }, chosen, onNarrow }: { readonly layer: LayerInfo; readonly chosen: readonly string[] | undefined; readonly onNarrow: Props['onNarrow'] }) {
  const words = kinds.map(({ word }) => word)
  const now = chosen ?? words
  const toggle = (word: string) => {
    const next = now.includes(word) ? now.filter((one) => one !== word) : [...now, word]
    onNarrow(id, words.every((one) => next.includes(one)) ? null : next)
  }
  return (
    <div className="one-map-kinds" role="group" aria-label={`${name}只看哪几类`}>
      {kinds.map(({ word, icon, count }) => <Checkbox key={word} checked={now.includes(word)} onChange={() => toggle(word)}>{icon === null ? null : <><ScenarioIcon icon={icon} /> </>}{word} {count}</Checkbox>)}
    </div>
  )
}
