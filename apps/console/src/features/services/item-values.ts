import type { ServiceForm } from '@yihu/contracts'

/** The form of an item as typed: lists are lines, the booking rule stands open. */
export interface Typed extends Omit<ServiceForm, 'materials' | 'words' | 'booking' | 'link' | 'limit'> {
  readonly materials: string
  readonly words: string
  readonly link: string
  readonly amount: number
  readonly unit: ServiceForm['limit']['unit']
  readonly isBooked: boolean
  /** `09:00-11:30` and more, with anything between. */
  readonly windows: string
  readonly minutes: number
  readonly seats: number
  readonly days: number
}

const HALL = { windows: [{ open: '09:00', close: '11:30' }, { open: '14:00', close: '16:30' }], minutes: 30, seats: 1, days: 7 }

const EMPTY: ServiceForm = {
  name: '', guide: '', who: '', materials: [], office: '', limit: { amount: 1, unit: 'working-day' }, basis: '街道承诺时限', place: '', phone: '12345', link: null, words: [], booking: null, canHelp: false, isActive: true,
}

/** An item in the fields of the form; null: a new one. */
export function typedOf(form: ServiceForm | null): Typed {
  const { materials, words, booking, link, limit, ...plain } = form ?? EMPTY
  const { windows, minutes, seats, days } = booking ?? HALL
  return {
    ...plain, ...limit, materials: materials.join('\n'), words: words.join('、'), link: link ?? '', isBooked: booking !== null,
    windows: windows.map(({ open, close }) => `${open}-${close}`).join('、'), minutes, seats, days,
  }
}

/** What is sent; what was typed of a booking rule that is switched off is left out. */
export function formOf({ materials, words, link, amount, unit, isBooked, windows, minutes, seats, days, ...plain }: Typed): ServiceForm {
  return {
    ...plain, limit: { amount, unit }, materials: parts(materials, /\n+/u), words: [...new Set(parts(words, /[、，,;；\n]+/u))], link: link.trim() === '' ? null : link.trim(),
    booking: isBooked ? { windows: windowsIn(windows), minutes, seats, days } : null,
  }
}

function parts(text: string, between: RegExp): string[] {
  return text.split(between).map((part) => part.trim()).filter((part) => part !== '')
}

/** 「9:00-11:30，14:00～16:30」: whatever people put between two times. */
function windowsIn(text: string): { open: string; close: string }[] {
  const times = [...text.normalize('NFKC').matchAll(/(\d{1,2}):(\d{2})/gu)].map(([, hour = '', minute = '']) => `${hour.padStart(2, '0')}:${minute}`)
  return Array.from({ length: Math.ceil(times.length / 2) }, (_, index) => ({ open: times[2 * index] ?? '', close: times[2 * index + 1] ?? '' }))
}

/** Fields of the form by the server's names. */
export function fieldOf(path: string): keyof Typed | undefined {
  const name = path.replace(/^item\./u, '').replace(/^(?:booking|limit)\./u, '').split('.')[0] ?? ''
  return Object.keys(typedOf(null)).find((key): key is keyof Typed => key === name)
}
