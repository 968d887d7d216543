import { keepOne, type KeptBooking, readBookings } from './model/bookings.ts'
import { readStore, writeStore } from './platform/store.ts'

const KEY = 'bookings'

/** 「我的预约」 as kept on this device, the latest first. */
export function keptBookings(): KeptBooking[] {
  return readBookings(readStore(KEY))
}

export function keepBooking(one: KeptBooking): boolean {
  return writeStore(KEY, keepOne(keptBookings(), one))
}

export function dropBooking(code: string): void {
  writeStore(KEY, keptBookings().filter((kept) => kept.code !== code))
}
