import { z } from 'zod'

/** Where a matter came from. */
export const SOURCES = {
  resident: '居民小程序',
  code: '智慧码',
  open311: '开放接口',
  paper: '纸质登记表',
  phone: '电话',
  hotline: '12345',
  grid: '网格员',
  chief: '楼长、中心户',
  deliberation: '五步议事',
  import: '导入',
  device: '物联感知',
  camera: '视频',
  upper: '上级交办',
  prevention: '未诉先办',
  check: '隐患排查',
  plan: '并联任务',
} as const
export type Source = keyof typeof SOURCES
export const Source = z.enum(Object.keys(SOURCES) as [Source, ...Source[]]) // keys of a literal table
