import { Alert, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { textOf } from '../../app/conditions.tsx'
import type { LonLat } from '../../map/base-map.tsx'
import { PlacePicker } from '../intake/place-picker.tsx'

/** What somebody says of a place they set by hand. */
export interface SaidPlace {
  readonly point: LonLat
  /** They looked on the spot; else they pointed on the map. */
  readonly isSurveyed: boolean
  readonly reason: string
}

interface PlaceDialogProps {
  readonly title: string
  readonly point: LonLat | null
  readonly save: (said: SaidPlace) => void
  readonly isSaving: boolean
  readonly error: unknown
  readonly onClose: () => void
}

/** Where something stands, set or corrected on the map; community and grid follow from it. */
export function PlaceDialog({ title, point: before, save, isSaving, error, onClose }: PlaceDialogProps) {
  const [point, setPoint] = useState<LonLat | null>(before)
  const [isSurveyed, setSurveyed] = useState(false)
  const [reason, setReason] = useState('')
  const isNews = point !== null && (isSurveyed || point.lon !== before?.lon || point.lat !== before.lat)
  const refused = error instanceof ApiError ? (error.fields['point'] ?? textOf(error)) : error ? textOf(error) : null
  return (
    <Modal open width={640} title={`${before ? '改正' : '标出'}“${title}”的位置`} okText="保存" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: isSaving, disabled: !isNews }} onOk={() => { if (point) save({ point, isSurveyed, reason: reason.trim() }) }} onCancel={onClose}>
      {refused === null ? null : <Alert type="error" showIcon role="alert" title={refused} />}
      <div className="register-place-map"><PlacePicker point={point} near={before} onPick={setPoint} hint="点地图标出它在哪里；社区和网格跟着位置走。" /></div>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label="怎么定的"><Radio.Group value={isSurveyed} onChange={({ target }) => setSurveyed(target.value === true)} options={[{ value: false, label: '在图上点的（已登记）' }, { value: true, label: '到现场看过（已核实）' }]} /></Form.Item>
        <Form.Item label="原因（可不填）"><Input value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} aria-label="原因" /></Form.Item>
      </Form>
    </Modal>
  )
}
