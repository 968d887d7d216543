import { z } from 'zod'

import rows from './service-items.json' with { type: 'json' }
import { limit, unitKind } from './schema.ts'

const serviceItem = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string().min(2),
  /** One line a resident reads before starting. */
  guide: z.string().min(8),
  unit: unitKind,
  limit,
})

/** One high-frequency service a resident finds in i雪宫. */
export type ServiceItem = z.infer<typeof serviceItem>

/**
 * Slots for the 23 high-frequency services. The articles name only three groups (社保缴纳, 证件办理,
 * 生活缴费); the rest is our proposal and every row is meant to be edited by the street.
 */
export const serviceItems: readonly ServiceItem[] = z.array(serviceItem).parse(rows)
