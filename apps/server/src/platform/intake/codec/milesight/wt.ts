import { custom, word, wordOf } from '../part.ts'
import type { Part, Words } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, history, TEMPERATURE, temperature, OFF_ON } from './shared.ts'

// WT201: thermostat (user guide WT201, chapter "Payload").

const FAN_MODE: Words = { 0: 'auto', 1: 'on', 2: 'circulate', 3: 'disable' }
const FAN: Words = { 0: 'standby', 1: 'high speed', 2: 'low speed', 3: 'on' }
const MODE: Words = { 0: 'heat', 1: 'em heat', 2: 'cool', 3: 'auto' }
const CONTROL: Words = {
  0: 'standby', 1: 'stage-1 heat', 2: 'stage-2 heat', 3: 'stage-3 heat', 4: 'stage-4 heat', 5: 'em heat', 6: 'stage-1 cool', 7: 'stage-2 cool',
}
const ALARM: Words = {
  1: 'emergency heating timeout alarm', 2: 'auxiliary heating timeout alarm',
  3: 'persistent low temperature alarm', 4: 'persistent low temperature alarm release',
  5: 'persistent high temperature alarm', 6: 'persistent high temperature alarm release',
  7: 'freeze protection alarm', 8: 'freeze protection alarm release',
  9: 'threshold alarm', 10: 'threshold alarm release',
}

/** Tenths of a degree above −100 °C in the upper 11 bits. */
const celsius = (packed: number): number => ((packed >> 5) - 1000) / 10

const stored: Part = custom(4, (view, at) => {
  const [room, wanted] = [view.getUint16(at, true), view.getUint16(at + 2, true)]
  return {
    fan_mode: wordOf(FAN_MODE, room & 3),
    fan_status: wordOf(FAN, (room >> 2) & 3),
    system_status: wordOf(OFF_ON, (room >> 4) & 1),
    temperature: celsius(room),
    temperature_control_mode: wordOf(MODE, wanted & 3),
    temperature_control_status: wordOf(CONTROL, (wanted >> 2) & 7),
    target_temperature: celsius(wanted),
  }
})

const WT201: Channels = {
  ...ATTRIBUTES, ...TEMPERATURE,
  '0467': [temperature('target_temperature')],
  '8367': [temperature(), word('temperature_alarm', ALARM)],
  '20ce': history(stored),
}

export const WT: Readonly<Record<string, Channels>> = { wt201: WT201 }
