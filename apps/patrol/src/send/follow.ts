import { isSparing, walkOn } from '../model/track.ts'
import type { Battery } from '../model/track.ts'
import { onPhone, phoneNow, setPhone } from '../store/phone.ts'
import { endWalk, noteFix, tidyWalks } from '../store/tracks.ts'

/** In the types of no browser library; absent on iOS. */
const batteryOf = (): Promise<Battery | null> => (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.().catch(() => null) ?? Promise.resolve(null)

let watch: { readonly id: number; readonly isSparing: boolean } | null = null
let isEnding = false

/** Follows the worker's own switch: places are asked for while it is on, and never else. */
export function followSwitch(): void {
  onPhone(follow)
  document.addEventListener('visibilitychange', follow)
  follow()
  void tidyWalks()
}

function follow(): void {
  const { walks, phase } = phoneNow()
  const isOn = phase === 'in' && walkOn(walks, Date.now()) !== null
  if (isOn && watch === null) watch = begin({ isSparing: false })
  else if (!isOn) stop()
  if (!isOn && phase === 'in' && walks.some(({ endedAt }) => endedAt === null)) endForgotten()
}

function stop(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch.id)
  watch = null
}

/** A switch that was forgotten goes off by itself. */
function endForgotten(): void {
  if (isEnding) return
  isEnding = true
  void endWalk().finally(() => { isEnding = false })
}

function begin(mode: { readonly isSparing: boolean }): NonNullable<typeof watch> {
  const id = navigator.geolocation.watchPosition(
    ({ coords }) => {
      if (phoneNow().trackProblem !== null) setPhone({ trackProblem: null })
      void take({ at: Date.now(), lon: coords.longitude, lat: coords.latitude, accuracy: Math.round(coords.accuracy) })
    },
    ({ code }) => setPhone({ trackProblem: code === 1 ? '没有允许定位，足迹没有在记。请在手机设置里允许，或关掉足迹。' : '现在定不了位，等有了位置接着记。' }),
    // By the phone's own clock, as the switch is: a place from before it was on is none.
    { enableHighAccuracy: !mode.isSparing, maximumAge: 0 },
  )
  return { id, ...mode }
}

async function take(fix: Parameters<typeof noteFix>[0]): Promise<void> {
  const battery = await batteryOf()
  await noteFix(fix, battery)
  const mode = { isSparing: isSparing(battery) }
  if (watch === null || watch.isSparing === mode.isSparing) return
  stop()
  watch = begin(mode)
}
