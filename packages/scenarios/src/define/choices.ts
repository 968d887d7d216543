/** The nine modules, one of which a scenario belongs to. */
export const MODULES = {
  party: '智慧党建',
  grid: '智慧网格',
  community: '智慧社区',
  urban: '智慧城管',
  security: '智慧安防',
  fire: '智慧消防',
  park: '智慧园区',
  command: '应急指挥',
  showcase: '今朝风采',
} as const
export type ModuleId = keyof typeof MODULES

/** How grave an alarm is, the gravest last. */
export const SEVERITIES = { notice: '提示', minor: '一般', major: '重要', critical: '紧急' } as const
export type Severity = keyof typeof SEVERITIES

/** Whom an alarm calls, one after the other. */
export const ROLES = {
  person: '本人',
  family: '家属',
  'building-chief': '楼长',
  keeper: '设备责任人',
  property: '物业值班',
  enterprise: '企业负责人',
  shop: '商户',
  'grid-worker': '网格员',
  community: '社区值班',
  unit: '责任单位',
  'duty-officer': '值班长',
} as const
export type Role = keyof typeof ROLES

/** By what they are called. */
export const WAYS = { app: '消息', sms: '短信', call: '电话', voice: '现场语音' } as const
export type Way = keyof typeof WAYS

/** Kinds of competent unit, by the same words as the catalogue's (a server test compares them). */
export const UNITS = {
  urban: '城管/综合执法',
  housing: '住建',
  traffic: '交警',
  municipal: '市政',
  sanitation: '环卫',
  ecology: '生态环境',
  market: '市场监管',
  fire: '消防',
  water: '供水',
  power: '供电',
  gas: '燃气',
  health: '卫健',
  police: '公安',
  community: '社区',
  property: '物业',
} as const
export type UnitName = keyof typeof UNITS

/** What carries one open alarm: a second one for the same is the same alarm. */
export const DEDUPE_KEYS = {
  point: '测点',
  device: '设备',
  zone: '画面区域',
  home: '家庭',
  lift: '电梯',
  enterprise: '企业',
  site: '地点',
} as const
export type DedupeKey = keyof typeof DEDUPE_KEYS

/** Kinds of emergency that several devices tell of at once: at one place within minutes they are one case. */
export const EMERGENCIES = { fire: '火情' } as const
export type Emergency = keyof typeof EMERGENCIES

/** Pictures on the map; `own` serves whatever a street adds without drawing one. */
export const ICONS = {
  'falling-object': '坠物', bin: '垃圾桶', 'fire-lane': '消防通道', 'e-bike': '电动车', wave: '水位', debris: '漂浮物', outfall: '排污口',
  shop: '店铺', stall: '摊位', cart: '推车', pile: '堆物', garbage: '垃圾', flood: '积水', manhole: '井盖', car: '汽车', bicycle: '自行车',
  crowd: '人群', flame: '火焰', smoke: '烟感', gas: '燃气', electric: '电气', hydrant: '消火栓', alarm: '消防主机', hazard: '危险源',
  lift: '电梯', charger: '充电桩', parking: '停车场', dust: '扬尘', tap: '水龙头', call: '呼叫', bracelet: '手环', door: '门',
  elder: '老人', market: '夜市', watch: '专项关注', own: '自加的场景',
} as const
export type Icon = keyof typeof ICONS

/** What a step of a playbook leaves behind. */
export const PROOFS = { photo: '照片', note: '文字', call: '通话记录' } as const
export type Proof = keyof typeof PROOFS
