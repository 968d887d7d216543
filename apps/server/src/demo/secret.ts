import { hash } from 'node:crypto'

/** The secret of a device of the demo street: as public as the demo password, so that whoever knows the seed can speak for it. */
export function demoSecret(seed: string, deviceId: string): string {
  return hash('sm3', `yihu-demo|${seed}|${deviceId}`, 'base64url')
}
