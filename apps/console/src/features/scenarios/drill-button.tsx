import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { listDevices, startDrill } from '@yihu/contracts'
import type { ScenarioDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { useSettled } from '../intake/class-suggestions.tsx'

/** Rings once for practice: seen on the desk, told to nobody. */
export function DrillButton({ scenario }: { readonly scenario: ScenarioDetail }) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  if (!can('alarm.drill') || !scenario.isOn) return null
  return <><Button onClick={() => setOpen(true)}>演练一次</Button>{isOpen ? <DrillDialog scenario={scenario} onClose={() => setOpen(false)} /> : null}</>
}

function DrillDialog({ scenario, onClose }: { readonly scenario: ScenarioDetail; readonly onClose: () => void }) {
  const [device, setDevice] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const q = useSettled(words.trim(), 300)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const found = useQuery({ queryKey: ['devices', 'drill', q], queryFn: ({ signal }) => api.call(listDevices, { query: { ...(q ? { q } : {}), area: scenario.own.path, limit: 50 }, signal }) })
  const start = useMutation({
    mutationFn: (id: string) => api.call(startDrill, { body: { scenario: scenario.id, device: id } }),
    onSuccess: async (alarm) => {
      queries.setQueryData(['alarm', alarm.id], alarm)
      await navigate({ to: '/alarms', search: { list: 'drills', at: alarm.id } })
    },
  })
  return (
    <Modal title={`演练：${scenario.name}`} open onCancel={onClose} onOk={() => { if (device !== null) start.mutate(device) }} okText="开始演练" cancelText="取消" okButtonProps={{ disabled: device === null }} confirmLoading={start.isPending}>
      <p>告警台上看得到（铃不响），步骤走得完；不通知任何真人，不立案。</p>
      <Select aria-label="哪台设备" className="scenario-drill" value={device} onChange={setDevice} showSearch={{ filterOption: false, onSearch: setWords }} loading={found.isFetching} placeholder="选一台设备，可输入名称或编号"
        options={(found.data?.devices ?? []).map(({ id, name, areaName }) => ({ value: id, label: `${name}（${areaName}）` }))} />
      {start.isError ? <Alert type="error" showIcon role="alert" title={textOf(start.error)} /> : null}
    </Modal>
  )
}
