import { connectAsync } from 'mqtt'
import { inject } from 'vitest'
import type { House } from './house.ts'

interface Product {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly points: readonly object[]
}

interface Heard {
  readonly device: string
  /** Milliseconds by the device's clock. */
  readonly ts: number
  readonly values: Readonly<Record<string, number>>
}

const sent = (method: string, body: unknown): RequestInit => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** The street of the demo, where devices stand and keys may send. */
async function street(house: House): Promise<string> {
  const { areas } = await house.ask<{ areas: { path: string }[] }>('duty', 'areas?level=street')
  return areas[0]?.path ?? ''
}

/** Registers a device of a product; both may be there already from another story. Answers its id. */
export async function aDevice(house: House, { product, ...device }: { readonly id: string; readonly name: string; readonly product: Product; readonly areaPath?: string; readonly address?: string; readonly lon?: number; readonly lat?: number }): Promise<string> {
  const { products } = await house.ask<{ products: { id: string }[] }>('duty', 'device-products')
  if (!products.some(({ id }) => id === product.id)) await house.ask('duty', `device-products/${product.id}`, sent('PUT', product))
  const { devices } = await house.ask<{ devices: { id: string }[] }>('duty', 'devices/find', sent('POST', { q: device.id }))
  if (devices.length === 0) await house.ask('duty', 'devices', sent('POST', { areaPath: await street(house), ...device, productId: product.id }))
  return device.id
}

/** Messages of devices through the HTTP door, as a platform of another maker sends them. */
export async function hear(house: House, readings: readonly Heard[]): Promise<void> {
  const { key } = await house.ask<{ key: string }>('admin', 'api-keys', sent('POST', { name: '演示平台', permissions: ['reading.send'], areas: [await street(house)], days: 1 }))
  const response = await fetch(`${house.origin}/api/v1/readings`, { ...sent('POST', { readings }), headers: { 'content-type': 'application/json', 'x-api-key': key } })
  if (!response.ok) throw new Error(`readings: ${response.status} ${await response.text()}`)
}

/** Messages of one device to the broker of the server, with a secret of its own, as the device itself sends them; ends when they are stored. Answers when they left (`performance.now()`). */
export async function speak(house: House, device: string, readings: readonly Omit<Heard, 'device'>[]): Promise<number> {
  const { secret } = await house.ask<{ secret: string }>('duty', `devices/${device}/secret`, { method: 'POST' })
  const client = await connectAsync(`mqtt://127.0.0.1:${inject('mqttPort')}`, { clientId: device, username: device, password: secret, reconnectPeriod: 0 })
  const left = performance.now()
  await client.publishAsync(`d/${device}/telemetry`, JSON.stringify(readings), { qos: 1 })
  await client.endAsync()
  return left
}
