// Made by `npm run gen` from the files beside it; do not edit. A new scenario is one new file.
import bikeParking from './bike-parking.ts'
import bracelet from './bracelet.ts'
import carPark from './car-park.ts'
import chargerOverheat from './charger-overheat.ts'
import crowd from './crowd.ts'
import dustNoise from './dust-noise.ts'
import eBikeInLift from './e-bike-in-lift.ts'
import elderCare from './elder-care.ts'
import elderDoor from './elder-door.ts'
import elderWater from './elder-water.ts'
import electricalFire from './electrical-fire.ts'
import enterpriseFire from './enterprise-fire.ts'
import enterpriseHazard from './enterprise-hazard.ts'
import exposedGarbage from './exposed-garbage.ts'
import fallingObjects from './falling-objects.ts'
import fireLane from './fire-lane.ts'
import fullBin from './full-bin.ts'
import gasLeak from './gas-leak.ts'
import hydrantPressure from './hydrant-pressure.ts'
import illegalParking from './illegal-parking.ts'
import liftTrapped from './lift-trapped.ts'
import manhole from './manhole.ts'
import nightDischarge from './night-discharge.ts'
import nightMarket from './night-market.ts'
import oneKeyCall from './one-key-call.ts'
import piledMaterial from './piled-material.ts'
import riverDebris from './river-debris.ts'
import riverLevel from './river-level.ts'
import roadFlooding from './road-flooding.ts'
import roadOccupying from './road-occupying.ts'
import smokeAndFire from './smoke-and-fire.ts'
import smokeDetector from './smoke-detector.ts'
import specialWatch from './special-watch.ts'
import streetVendor from './street-vendor.ts'
import tradingOutside from './trading-outside.ts'
import type { Scenario } from './define/shape.ts'

export { scenariosPage } from './book/page.ts'
export { reasonText, ruleLines } from './book/rule.ts'
export { messageText } from './book/message.ts'
export { settingLines, valueText } from './book/settings.ts'
export { DEDUPE_KEYS, EMERGENCIES, MODULES, PROOFS, ROLES, SEVERITIES, UNITS, WAYS } from './define/choices.ts'
export { campaignDates } from './define/campaign.ts'
export { DURATION_UNITS } from './define/parameters.ts'
export { whenCaseText } from './book/lines.ts'
export { playExample, playMessages } from './run/play.ts'
export type { Emergency, Role } from './define/choices.ts'
export type { Parameter, Settings } from './define/parameters.ts'
export type { Rung, Scenario } from './define/shape.ts'

/** Every scenario, by id. */
export const SCENARIOS: readonly Scenario[] = [
  bikeParking,
  bracelet,
  carPark,
  chargerOverheat,
  crowd,
  dustNoise,
  eBikeInLift,
  elderCare,
  elderDoor,
  elderWater,
  electricalFire,
  enterpriseFire,
  enterpriseHazard,
  exposedGarbage,
  fallingObjects,
  fireLane,
  fullBin,
  gasLeak,
  hydrantPressure,
  illegalParking,
  liftTrapped,
  manhole,
  nightDischarge,
  nightMarket,
  oneKeyCall,
  piledMaterial,
  riverDebris,
  riverLevel,
  roadFlooding,
  roadOccupying,
  smokeAndFire,
  smokeDetector,
  specialWatch,
  streetVendor,
  tradingOutside,
]
