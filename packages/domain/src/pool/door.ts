import type { Register } from './fields.ts'

/** What is looked at on the spot, field by field: what changes, and what people can be asked at their own door. */
export const DOOR_FIELDS = {
  person: ['name', 'idNumber', 'birth', 'phone', 'residence', 'political', 'occupation'],
  household: ['kind'],
  house: ['use', 'squareMetres'],
  organisation: ['name', 'contact', 'phone', 'creditCode', 'industry', 'staff'],
  vehicle: ['plate', 'colour'],
} as const satisfies Readonly<Record<Register, readonly string[]>>

/** Of everybody in a household that is visited: no more than is asked at a door. */
export const MEMBER_FIELDS = ['name', 'phone', 'residence'] as const satisfies readonly (typeof DOOR_FIELDS.person)[number][]
