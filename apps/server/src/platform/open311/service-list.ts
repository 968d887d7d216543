import { Fault } from '@yihu/contracts'
import { isAboutPlaces } from '../cases/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Tree } from './format.ts'

/** What does not fit any class: the street sorts it first, so its number comes later (a token meanwhile). */
export const OTHER = '000'

export interface Service {
  readonly code: string
  readonly name: string
  readonly description: string
  /** Parts (部件) have numbers of their own, which may be given. */
  readonly hasAttributes: boolean
  readonly type: 'realtime' | 'batch'
  readonly keywords: readonly string[]
  readonly group: string
}

const ANYTHING: Service = { code: OTHER, name: '其他诉求', description: '不知道归哪一类时用它；街道先看是什么事，受理后给编号。', hasAttributes: false, type: 'batch', keywords: ['其他', '咨询', '建议'], group: '其他' }

/** What can be reported from outside: the classes in force that are about places and have no subclasses, and one for the rest. */
export function servicesOf({ classes, find }: Pick<Catalogue, 'classes' | 'find'>): Service[] {
  const inForce = classes.filter(({ validTo }) => validTo === null)
  const parents = new Set(inForce.map(({ parent }) => parent))
  const offered = inForce.filter(({ code }) => !parents.has(code) && isAboutPlaces(code))
  return [
    ...offered.map(({ code, name, fullName, kind, aliases, parent }): Service => ({
      code, name, description: fullName, hasAttributes: kind === 'part', type: 'realtime', keywords: [name, ...aliases], group: (parent === null ? undefined : find(parent)?.name) ?? name,
    })),
    ANYTHING,
  ]
}

/** @throws Fault not-found */
export function serviceOf(catalogue: Pick<Catalogue, 'classes' | 'find'>, code: string): Service {
  const service = servicesOf(catalogue).find((one) => one.code === code)
  if (!service) throw new Fault('not-found', { fields: { service_code: '没有这种服务' } })
  return service
}

/** A service as the list tells it. */
export function serviceOnWire({ code, name, description, hasAttributes, type, keywords, group }: Service): Tree {
  return { service_code: code, service_name: name, description, metadata: hasAttributes, type, keywords: keywords.join(','), group }
}

/** The attribute of a part: its number, from the plate on it. */
export const PART_ATTRIBUTE = 'part_code'

/** The attributes of a service; none where nothing more is asked. */
export function definitionOnWire({ code, hasAttributes }: Service): Tree {
  const attribute: Tree = {
    variable: true, code: PART_ATTRIBUTE, datatype: 'string', required: false, datatype_description: '16 位数字', order: 1,
    description: '部件编码：设施上标牌的 16 位数字。没有标牌可以不填；填了就按它定位。',
  }
  return { service_code: code, attributes: hasAttributes ? [attribute] : [] }
}
