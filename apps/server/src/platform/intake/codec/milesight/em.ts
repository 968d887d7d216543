import { custom, int, skip, uint, word } from '../part.ts'
import type { Part, Words } from '../part.ts'
import type { Channels } from '../decode.ts'
import {
  ATTRIBUTES, BATTERY, climateHistory, distance, history, HUMIDITY, LEAK, MAGNET, TEMPERATURE, temperature, TILT,
} from './shared.ts'

// EM: environment (user guides EM300, EM310, EM320, EM400, EM500).

const COMMON: Channels = { ...ATTRIBUTES, ...BATTERY }
const CLIMATE: Channels = { ...COMMON, ...TEMPERATURE, ...HUMIDITY }

const LIQUID: Words = { 0: 'uncalibrated', 1: 'full', 2: 'critical liquid level alert', 255: 'error' }
const LIQUID_ALARM: Words = { 0: 'critical liquid level alarm release', 1: 'critical liquid level alarm' }
const THRESHOLD: Words = { 0: 'threshold_alarm_release', 1: 'threshold_alarm' }

const magnet = word('magnet_status', MAGNET)
const leakage = word('leakage_status', LEAK)
const position = word('position', TILT)

const LIQUID_LEVEL: Channels = {
  ...COMMON,
  '03ed': [word('liquid', LIQUID)],
  '83ed': [word('liquid', LIQUID), word('liquid_alarm', LIQUID_ALARM)],
  '04ee': [word('calibration_result', { 0: 'failed', 1: 'success' })],
}

const LEAKAGE: Channels = { ...CLIMATE, '0500': [leakage], ...climateHistory(leakage) }

/** Hundredths of a degree in the upper 15 bits, whether the threshold is crossed in the lowest. */
function tilt(axis: 'x' | 'y' | 'z'): Part {
  return custom(2, (view, at) => {
    const raw = view.getInt16(at, true)
    return { [`angle_${axis}`]: (raw >> 1) / 100, [`threshold_${axis}`]: (raw & 1) === 1 ? 'trigger' : 'normal' }
  })
}

const TILTED: Channels = { ...COMMON, '03d4': [tilt('x'), tilt('y'), tilt('z')] }

const EM400: Channels = {
  ...COMMON, ...TEMPERATURE,
  '0482': [distance],
  '0500': [position],
  '8367': [temperature(), word('temperature_alarm', THRESHOLD)],
  '8482': [distance, word('distance_alarm', THRESHOLD)],
  '20ce': history(temperature(), distance, position),
}

const EM500_SOIL: Channels = { ...COMMON, ...TEMPERATURE, ...HUMIDITY, '04ca': [uint('humidity', 2, 100)], '057f': [uint('ec', 2)] }

export const EM: Readonly<Record<string, Channels>> = {
  'em300-cl': LIQUID_LEVEL,
  'em300-di': { ...CLIMATE, '0500': [word('gpio', { 0: 'low', 1: 'high' })], '05c8': [uint('pulse', 4)] },
  'em300-mcs': { ...CLIMATE, '0600': [magnet], ...climateHistory(magnet) },
  'em300-mld': { ...COMMON, '0500': [leakage], '20ce': history(skip(3), leakage) },
  'em300-sld': LEAKAGE,
  'em300-zld': LEAKAGE,
  'em300-th': { ...CLIMATE, ...climateHistory() },
  'em310-tilt': TILTED,
  'em310-udl': { ...COMMON, '0382': [distance], '0400': [position], '8382': [distance, word('distance_alarm', THRESHOLD)] },
  'em320-th': { ...CLIMATE, '20ce': history(temperature(), uint('humidity', 1, 2)) },
  'em320-th-v2': { ...CLIMATE, '20ce': history(temperature(), uint('humidity', 1, 2)) },
  'em320-tilt': TILTED,
  'em400-mud': EM400,
  'em400-tld': EM400,
  'em400-udl': EM400,
  'em500-co2': {
    ...CLIMATE, '057d': [uint('co2', 2)], '0673': [uint('pressure', 2, 10)],
    '20ce': history(uint('co2', 2), uint('pressure', 2, 10), temperature(), uint('humidity', 1, 2)),
  },
  'em500-lgt': { ...COMMON, '0394': [uint('illumination', 4)], '20ce': history(uint('illumination', 4)) },
  'em500-pp': { ...COMMON, '037b': [uint('pressure', 2)], '20ce': history(uint('pressure', 2)) },
  'em500-pt100': { ...COMMON, ...TEMPERATURE, '20ce': history(int('temperature', 2, 10)) },
  'em500-smtc': EM500_SOIL,
  'em500-swl': { ...COMMON, '0377': [uint('depth', 2)], '20ce': history(uint('depth', 2)) },
  'em500-udl': { ...COMMON, '0382': [distance], '20ce': history(distance) },
}
