import type { Theme } from './theme.ts'
import { ESTATE_THEMES } from './themes-estate.ts'
import { PART_THEMES } from './themes-parts.ts'
import { SERVICE_THEMES } from './themes-service.ts'
import { STREET_THEMES } from './themes-street.ts'

/** Every class the demo's people speak about. */
export const THEMES: readonly Theme[] = [...STREET_THEMES, ...PART_THEMES, ...ESTATE_THEMES, ...SERVICE_THEMES]
