import { DEVICE_HEALTH } from '@yihu/contracts'
import type { DeviceHealth } from '@yihu/contracts'
import type { Palette } from '@yihu/ui'

interface HealthMark {
  readonly shape: string
  readonly tone: keyof Palette & ('green' | 'amber' | 'red' | 'grey')
}

/** How a device is, in shape and colour; its word is the contract's. */
export const HEALTH_MARKS: Readonly<Record<DeviceHealth, HealthMark>> = {
  fine: { shape: '●', tone: 'green' },
  silent: { shape: '▲', tone: 'red' },
  never: { shape: '○', tone: 'grey' },
  maintenance: { shape: '‖', tone: 'grey' },
  fault: { shape: '◆', tone: 'amber' },
  stopped: { shape: '■', tone: 'grey' },
}

export const HEALTHS = Object.keys(DEVICE_HEALTH) as DeviceHealth[] // keys of a literal table

/** ● 正常, ▲ 失联 … */
export function HealthMark({ health }: { readonly health: DeviceHealth }) {
  const { shape, tone } = HEALTH_MARKS[health]
  return <span className={`mark tone-${tone}`}><span aria-hidden="true">{shape}</span> {DEVICE_HEALTH[health]}</span>
}
