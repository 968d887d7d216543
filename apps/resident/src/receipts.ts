import { drop, keep, type Kept, readKept, update } from './model/receipts.ts'
import { readStore, writeStore } from './platform/store.ts'

const KEY = 'receipts'

/** 「我报的事」 as kept on this device, newest first. */
export function keptReceipts(): Kept[] {
  return readKept(readStore(KEY))
}

export function keptReceipt(number: string): Kept | undefined {
  return keptReceipts().find((kept) => kept.number === number)
}

export function keepReceipt(one: Kept): boolean {
  return writeStore(KEY, keep(keptReceipts(), one))
}

export function updateReceipt(number: string, change: Partial<Kept>): void {
  writeStore(KEY, update(keptReceipts(), number, change))
}

export function dropReceipt(number: string): void {
  writeStore(KEY, drop(keptReceipts(), number))
}
