// All that the author of a scenario needs, in one import.
export { choice, duration, hours, number, rung, season, step, urgentHours, words, workingDays, workingHours } from './making.ts'
export { away, every, saying, sighting, value } from './messages.ts'
export { defineScenario } from './scenario.ts'
