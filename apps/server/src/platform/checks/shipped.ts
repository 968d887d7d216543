import { ChecklistForm } from '@yihu/contracts'
import type { Written } from './question.ts'
import { CATERING, CHARGING, RENTAL, SMALL_PLACES } from './shipped-places.ts'
import { SEWERS } from './shipped-sewers.ts'

const WRITTEN: Readonly<Record<string, Written>> = {
  '01960000-0000-7000-8000-0000000000c1': SEWERS, '01960000-0000-7000-8000-0000000000c2': SMALL_PLACES, '01960000-0000-7000-8000-0000000000c3': CHARGING,
  '01960000-0000-7000-8000-0000000000c4': CATERING, '01960000-0000-7000-8000-0000000000c5': RENTAL,
}

/** The checklists that come with the program, by lasting id; a street changes one by publishing its own next version. */
export const SHIPPED: ReadonlyMap<string, ChecklistForm> = new Map(
  Object.entries(WRITTEN).map(([id, form]) => [id, ChecklistForm.parse({ ...form, items: form.items.map((item, at) => ({ ...item, id: `i${String(at + 1)}` })) })]),
)

/** A list as it came with the program; undefined: it did not. */
export function shippedChecklist(id: string): ChecklistForm | undefined {
  return SHIPPED.get(id)
}
