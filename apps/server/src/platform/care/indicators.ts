import type { Indicator } from '../../kernel/indicator.ts'
import { tallyCare } from './repo.ts'

/** The figures of care. */
export const indicators: readonly Indicator[] = [{
  id: 'care.people', name: '看护中', definition: '登记了看护、还没有结束的人，外出的也算。不足 10 人，或能推算出不足 10 人的，不显示；以前的数取整。', unit: '人', ofUnit: '人', source: 'care_person', narrowed: '看护：没有结束的', screens: ['fuwu'], permission: 'care.read',
  people: { register: { id: 'care_person', tally: (tx) => tallyCare(tx) }, what: ['active'], isShare: false, list: (area) => `/care?area=${area}` },
}]
