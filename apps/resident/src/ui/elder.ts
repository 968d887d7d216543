import { useSyncExternalStore } from 'react'
import { readStore, writeStore } from '../platform/store.ts'

let on: boolean | undefined
const listeners = new Set<() => void>()

function elder(): boolean {
  on ??= readStore('elder') === true
  return on
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether 长辈版 (large text, large targets, the essentials only) is on; kept on the device. */
export function useElder(): boolean {
  return useSyncExternalStore(subscribe, elder)
}

export function turnElder(): void {
  on = !elder()
  writeStore('elder', on)
  for (const listener of listeners) listener()
}
