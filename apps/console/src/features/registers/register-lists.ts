import { listHouseholds, listHouses, listOrganisations, listParts, listPersons, listVehicles, PART_STATES } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { Permission } from '../../app/session.ts'
import type { RegistersSearch, RegisterTab } from './register-search.ts'

/** An entry as a line: cells by column; the first one is what it is called. */
export interface RegisterLine {
  readonly id: string
  readonly cells: readonly string[]
  /** Something is to be settled about it, in words. */
  readonly warning: string | null
  readonly areaPath: string
}

interface RegisterPage {
  readonly lines: readonly RegisterLine[]
  readonly next: string | null
  readonly asOf: string
  /** Nobody is written as was typed: these sound much like it. */
  readonly isNear?: boolean
}

type Query = Omit<RegistersSearch, 'of' | 'at'> & { readonly q?: string; readonly house?: string; readonly cursor?: string; readonly limit: number }

interface RegisterList {
  readonly permission: Permission
  /** What can be typed; null: nothing. */
  readonly find: string | null
  /** Title and share of the width. */
  readonly columns: readonly (readonly [title: string, share: number])[]
  readonly read: (query: Query, signal: AbortSignal) => Promise<RegisterPage>
}

interface Tagged { readonly tags: readonly { readonly name: string }[] }
const tagText = ({ tags }: Tagged) => tags.map(({ name }) => name).join('、')
const place = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' ')

/** Each register: who may see it, what a line shows, how a page of it is read. */
export const LISTS: Readonly<Record<RegisterTab, RegisterList>> = {
  person: {
    permission: 'person.read', find: '姓名、拼音、首字母、电话、证件号码，要写全', columns: [['姓名', 1], ['性别年龄', 1], ['住处', 4], ['人口类别', 1.2], ['政治面貌', 1.4], ['电话', 1.4], ['标签', 1.6]],
    read: async (query, signal) => {
      const { persons, ...page } = await api.call(listPersons, { query, signal })
      return {
        ...page, lines: persons.map((row) => ({
          id: row.id, areaPath: row.areaPath, warning: row.hasConflict ? '有冲突' : null,
          cells: [row.name, place(row.sex?.name ?? null, row.age === null ? null : `${row.age} 岁`), place(row.areaName, row.home), row.residence?.name ?? '', row.political?.name ?? '', row.phone ?? '', tagText(row)],
        })),
      }
    },
  },
  household: {
    permission: 'person.read', find: null, columns: [['户主', 1], ['人数', 0.8], ['住处', 4], ['户类别', 1], ['联系', 1.2], ['标签', 1.4]],
    read: async (query, signal) => {
      const { households, ...page } = await api.call(listHouseholds, { query, signal })
      return {
        ...page, lines: households.map((row) => ({
          id: row.id, areaPath: row.areaPath, warning: row.isContacted ? null : '没有人联系',
          cells: [row.head ?? '没有户主', `${row.members} 人`, place(row.areaName, row.home), row.kind?.name ?? '', row.isContacted ? '有人联系' : '', tagText(row)],
        })),
      }
    },
  },
  house: {
    permission: 'pool.read', find: '地址、地址码或室号', columns: [['房屋', 1.2], ['楼栋', 3], ['用途', 0.8], ['住户', 1.2], ['面积', 0.8], ['地址码', 2], ['标签', 1.2]],
    read: async (query, signal) => {
      const { houses, ...page } = await api.call(listHouses, { query, signal })
      return {
        ...page, lines: houses.map((row) => ({
          id: row.id, areaPath: row.areaPath, warning: null,
          cells: [place(row.unit === '' ? null : `${row.unit}单元`, `${row.room}室`), row.areaName, row.use?.name ?? '', row.residents > 0 ? `${row.households} 户 ${row.residents} 人` : '没有登记住户', row.squareMetres === null ? '' : `${row.squareMetres} ㎡`, row.code, tagText(row)],
        })),
      }
    },
  },
  organisation: {
    permission: 'pool.read', find: '名称、拼音、首字母或信用代码', columns: [['名称', 2.6], ['类别', 1], ['地址', 2.6], ['所在', 2], ['信用代码', 1.8], ['标签', 1]],
    read: async (query, signal) => {
      const { organisations, ...page } = await api.call(listOrganisations, { query, signal })
      return {
        ...page, lines: organisations.map((row) => ({ id: row.id, areaPath: row.areaPath, warning: null, cells: [row.name, row.partyLevel?.name ?? row.kind.name, row.address ?? '', row.areaName, row.creditCode ?? '', tagText(row)] })),
      }
    },
  },
  vehicle: {
    permission: 'person.read', find: '号牌，要写全', columns: [['号牌', 1], ['种类', 1.2], ['车主', 1], ['停放', 3], ['颜色', 0.8], ['品牌型号', 1.2], ['标签', 1]],
    read: async (query, signal) => {
      const { vehicles, ...page } = await api.call(listVehicles, { query, signal })
      return { ...page, lines: vehicles.map((row) => ({ id: row.id, areaPath: row.areaPath, warning: null, cells: [row.plate, row.plateKind?.name ?? '', row.owner ?? '', row.areaName, row.colour ?? '', row.brand ?? '', tagText(row)] })) }
    },
  },
  part: {
    permission: 'pool.read', find: '名称、类别或编码的开头', columns: [['名称', 1.4], ['类别', 1], ['编码', 1.6], ['所在', 2.4], ['养护单位', 1.6], ['状态', 0.7]],
    read: async (query, signal) => {
      const { parts, ...page } = await api.call(listParts, { query, signal })
      return {
        ...page, lines: parts.map((row) => ({ id: row.code, areaPath: row.areaPath, warning: row.state === 'good' ? null : PART_STATES[row.state], cells: [row.name, row.className, row.code, row.areaName, row.unit?.name ?? '', row.state === 'good' ? PART_STATES.good : ''] })),
      }
    },
  },
}
