import { uint, word } from '../part.ts'
import type { Part } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, BATTERY, history, HUMIDITY, humidity, OFF_ON, TEMPERATURE, temperature } from './shared.ts'

// AM: indoor air (user guides AM102/103/104/107, AM307/308/319).

const CLIMATE: Channels = { ...ATTRIBUTES, ...BATTERY, ...TEMPERATURE, ...HUMIDITY }
const CO2: Channels = { '077d': [uint('co2', 2)] }
const PRESSURE: Channels = { '0973': [uint('pressure', 2, 10)] }
const LIGHT: Channels = {
  '056a': [uint('activity', 2)],
  '0665': [uint('illumination', 2), uint('infrared_and_visible', 2), uint('infrared', 2)],
}

const PIR: Part = word('pir', { 0: 'idle', 1: 'trigger' })
const STORED: readonly Part[] = [
  temperature(), uint('humidity', 2, 2), PIR, uint('light_level', 1), uint('co2', 2), uint('tvoc', 2, 100), uint('pressure', 2, 10),
]
const DUST: readonly Part[] = [uint('pm2_5', 2), uint('pm10', 2)]

const AM300: Channels = {
  ...CLIMATE, ...CO2, ...PRESSURE,
  '0500': [PIR],
  '06cb': [uint('light_level', 1)],
  '087d': [uint('tvoc', 2, 100)],
  '08e6': [uint('tvoc', 2)],
  '0a7d': [uint('hcho', 2, 100)],
  '0b7d': [uint('pm2_5', 2)],
  '0c7d': [uint('pm10', 2)],
  '0d7d': [uint('o3', 2, 100)],
  '0e01': [word('buzzer_status', OFF_ON)],
  '20ce': history(...STORED),
}

const AM308: Channels = { ...AM300, '20ce': history(...STORED, ...DUST) }
const AM319: Channels = { ...AM300, '20ce': history(...STORED, ...DUST, uint('hcho', 2, 100)) }

export const AM: Readonly<Record<string, Channels>> = {
  am102: { ...CLIMATE, '20ce': history(temperature(), humidity) },
  am103: { ...CLIMATE, ...CO2, '20ce': history(temperature(), humidity, uint('co2', 2)) },
  am104: { ...CLIMATE, ...LIGHT },
  am107: { ...CLIMATE, ...LIGHT, ...CO2, ...PRESSURE, '087d': [uint('tvoc', 2)] },
  am307: AM300,
  am307l: AM300,
  am308: AM308,
  am308l: AM308,
  'am319-hcho': AM319,
  'am319-hcho-ir': AM319,
  'am319-o3': { ...AM300, '20ce': history(...STORED, ...DUST, uint('o3', 2, 100)) },
}
