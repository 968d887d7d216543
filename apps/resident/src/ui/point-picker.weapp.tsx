import { chooseLocation } from '@tarojs/taro'
import { useState } from 'react'
import { Button, Status } from './base'
import type { PointPickerProps } from './point-picker-props.ts'

/** So near a finger comes on WeChat's map. */
const POINTED_METRES = 20

/** WeChat's own map: it comes with the app, knows the addresses and speaks GCJ-02. */
export function PointPicker({ readOnly, onChosen }: PointPickerProps) {
  const [problem, setProblem] = useState('')
  const choose = async () => {
    setProblem('')
    const found = await chooseLocation({}).catch((error: unknown) => (JSON.stringify(error).includes('cancel') ? 'cancelled' as const : 'failed' as const))
    if (found === 'failed') setProblem('▲ 地图没有打开。请再点一次，或者直接写地址。')
    if (typeof found === 'string') return
    onChosen({ lon: Number(found.longitude), lat: Number(found.latitude), accuracy: POINTED_METRES, isPointed: true, crs: 'GCJ-02' }, [found.address, found.name].filter(Boolean).join(' ') || undefined)
  }
  return (
    <>
      <Button disabled={readOnly} onPress={() => void choose()}>
        在地图上指
      </Button>
      <Status className="status warn">{problem}</Status>
    </>
  )
}
