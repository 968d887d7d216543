export type * from './area-types.ts'
export { buildAreas } from './areas/build-areas.ts'
