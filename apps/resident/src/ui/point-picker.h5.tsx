import { type ComponentType, useState } from 'react'
import { Button, Status } from './base'
import type { PointMapProps } from './point-map.h5.tsx'
import type { PointPickerProps } from './point-picker-props.ts'

/** Opens our own map in place; its program is fetched when somebody asks for it. */
export function PointPicker({ from, readOnly, onChosen }: PointPickerProps) {
  const [Map, setMap] = useState<ComponentType<PointMapProps>>()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const open = async () => {
    setSaid('正在打开地图…')
    const loaded = await import('./point-map.h5.tsx').catch(() => undefined)
    setSaid(loaded ? '' : '▲ 没有网络，地图打不开。请写一下地址，有网后再点一次。')
    if (!loaded) return
    setMap(() => loaded.PointMap)
    setOpen(true)
  }
  if (Map && isOpen && !readOnly) {
    return (
      <Map
        from={from}
        onClose={() => setOpen(false)}
        onChosen={(fix) => {
          setOpen(false)
          onChosen(fix)
        }}
      />
    )
  }
  return (
    <>
      <Button disabled={readOnly} onPress={() => void open()}>
        在地图上指
      </Button>
      <Status className="status">{said}</Status>
    </>
  )
}
