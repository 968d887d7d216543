import { getStorageSync, removeStorageSync, setStorageSync } from '@tarojs/taro'

/** Reads a value kept on this device; undefined where there is none or the store is closed (private mode). */
export function readStore(key: string): unknown {
  try {
    const value: unknown = getStorageSync(`yihu.${key}`)
    return value === '' ? undefined : value
  } catch {
    return undefined
  }
}

/** Keeps a value on this device. Answers false where the store is full or closed, so that the page can say so. */
export function writeStore(key: string, value: unknown): boolean {
  try {
    setStorageSync(`yihu.${key}`, value)
    return true
  } catch {
    return false
  }
}

export function clearStore(key: string): void {
  try {
    removeStorageSync(`yihu.${key}`)
  } catch {
    // nothing was kept where the store is closed
  }
}
