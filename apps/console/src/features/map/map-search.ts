/** What the address of the map may say, so that it can be shared and come back to. */
export interface MapSearch {
  /** The layers that are on, with dots between. */
  readonly on?: string
  /** First and last day of the heat. */
  readonly from?: string
  readonly to?: string
  /** Where it looks: longitude, latitude, zoom. */
  readonly view?: string
  /** Kinds that layers are narrowed to: `devices:失联,故障;parts:破损`. */
  readonly only?: string
  /** A shape that was drawn, corner by corner: what lies in it is listed. */
  readonly ring?: string
  /** Buildings stand up. */
  readonly tall?: '1'
  /** What lies below everything, if not our own base. */
  readonly base?: string
  /** The building whose rooms are open. */
  readonly house?: string
}

export interface View {
  readonly lon: number
  readonly lat: number
  readonly zoom: number
}

/** The heat reaches so many days back. */
export const DAYS = 90
const USUAL = ['cases', 'alarms']
const DAY_MS = 86_400_000
const CORNER = String.raw`-?\d{1,3}\.\d{1,6},-?\d{1,2}\.\d{1,6}`
const RING = new RegExp(`^${CORNER}(?:;${CORNER}){2,59}$`, 'u')
const ONLY = /^[a-z-]{1,40}:[^;:]{0,400}(?:;[a-z-]{1,40}:[^;:]{0,400}){0,19}$/u
const DAY = /^\d{4}-\d{2}-\d{2}$/u

/** Reads an address; what makes no sense is left out. */
export function readMapSearch(search: Readonly<Record<string, unknown>>): MapSearch {
  const given = (name: keyof MapSearch, pattern: RegExp): MapSearch => {
    // The router reads a digit alone as a number.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name]
    return typeof value === 'string' && pattern.test(value) ? { [name]: value } : {}
  }
  return {
    ...given('only', ONLY), ...given('ring', RING), ...given('tall', /^1$/u), ...given('base', /^[\w-]{1,64}$/u), ...given('house', /^\w{1,60}(?:\.\w{1,60})*$/u),
    ...given('on', /^[a-z-]{0,40}(?:\.[a-z-]{1,40}){0,30}$/u), ...given('from', DAY), ...given('to', DAY), ...given('view', /^-?\d{1,3}\.\d{1,6},-?\d{1,2}\.\d{1,6},\d{1,2}(?:\.\d{1,2})?$/u),
  }
}

/** The layers that are on; without a word the usual ones, an empty word none. */
export function layersOn({ on }: MapSearch): readonly string[] {
  return on === undefined ? USUAL : on.split('.').filter((id) => id !== '')
}

/** The word for one layer more or less. */
export function toggled(search: MapSearch, id: string): string {
  const now = layersOn(search)
  return (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]).join('.')
}

/** The kinds that each narrowed layer is narrowed to. */
export function onlyOf({ only = '' }: MapSearch): ReadonlyMap<string, readonly string[]> {
  return new Map(only.split(';').flatMap((part): [string, readonly string[]][] => {
    const [id = '', words = ''] = part.split(':')
    return id === '' ? [] : [[id, words.split(',').filter((word) => word !== '')]]
  }))
}

/** The word for one layer narrowed to other kinds; null: no longer narrowed. */
export function narrowed(search: MapSearch, id: string, words: readonly string[] | null): string {
  const all = new Map(onlyOf(search))
  if (words === null) all.delete(id)
  else all.set(id, words)
  return [...all].map(([name, kinds]) => `${name}:${kinds.join(',')}`).join(';')
}

/** The corners of the drawn shape, none when nothing is drawn. */
export function ringOf({ ring = '' }: MapSearch): { readonly lon: number; readonly lat: number }[] {
  return ring.split(';').flatMap((corner) => {
    const [lon, lat] = corner.split(',').map(Number)
    return lon === undefined || lat === undefined ? [] : [{ lon, lat }]
  })
}

export function wordOfRing(ring: readonly { readonly lon: number; readonly lat: number }[]): string {
  return ring.map(({ lon, lat }) => `${lon.toFixed(5)},${lat.toFixed(5)}`).join(';')
}

export function viewOf({ view }: MapSearch): View | null {
  const [lon, lat, zoom] = view?.split(',').map(Number) ?? []
  return lon === undefined || lat === undefined || zoom === undefined ? null : { lon, lat, zoom }
}

export function wordOf({ lon, lat, zoom }: View): string {
  return `${lon.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`
}

/** The days the slider has, oldest first, ending today (a day of Shanghai). */
export function daysUntil(today: string): string[] {
  const last = Date.parse(`${today}T00:00:00Z`)
  return Array.from({ length: DAYS }, (_, at) => new Date(last - (DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10))
}

/** First and last place on the slider; a turned or foreign span becomes all of it. */
export function spanOf({ from, to }: MapSearch, days: readonly string[]): readonly [number, number] {
  const [first, last] = [from === undefined ? 0 : days.indexOf(from), to === undefined ? days.length - 1 : days.indexOf(to)]
  return first < 0 || last < first ? [0, days.length - 1] : [first, last]
}

/** An address of the console for one thing; null where a property is missing. */
export function addressOf(card: string | null, facts: Readonly<Record<string, unknown>>): string | null {
  if (card === null) return null
  const isKnown = [...card.matchAll(/\{(\w+)\}/gu)].every(([, name = '']) => ['string', 'number'].includes(typeof facts[name]))
  return isKnown ? card.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(String(facts[name]))) : null
}
