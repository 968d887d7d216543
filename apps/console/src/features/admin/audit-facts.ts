import { ROLES } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'

/** What the facts of the trail are called; one of a later server is shown by its own name. */
const NAMES: Readonly<Record<string, string>> = {
  added: '新增', changed: '改动', removed: '去掉', stopped: '停用', moved: '动了边界', renamed: '改名', codes: '代码', code: '代码', restoredFrom: '恢复自第几版',
  id: '编号', userId: '用户编号', until: '到', expiresAt: '有效到', roles: '岗位', areas: '区域', units: '单位', scopePaths: '区域', permissions: '权限',
  off: '放假', work: '调休上班', source: '依据', hours: '服务时间', usual: '平时', seasons: '分季节', windows: '时间', open: '开始', close: '结束', from: '从', to: '到',
  reason: '原因', before: '原来', after: '现在', key: '用语', title: '标题', text: '正文', name: '姓名', isActive: '可以登录', password: '密码', unlocked: '解锁',
  rows: '件数', format: '格式', isMasked: '已遮盖', exportId: '导出编号', requestedBy: '申请人', note: '说明', caseId: '案件编号', kind: '种类', areaPath: '区域', level: '层级',
}
const VALUES: Readonly<Record<string, string>> = { true: '是', false: '否', reset: '已重置', ...ROLES }

export interface AuditFact {
  readonly label: string
  readonly text: string
}

/** The facts of a row in words, those without content left out. */
export function factsOf(detail: Readonly<Record<string, unknown>>): AuditFact[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    const text = textOf(value)
    return text === '' ? [] : [{ label: NAMES[key] ?? key, text }]
  })
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(value.some((one) => typeof one === 'object') ? '；' : '、')
  if (isFacts(value)) return isChange(value) ? `${textOf(value['before']) || '空'} → ${textOf(value['after']) || '空'}` : factsOf(value).map(({ label, text }) => `${label} ${text}`).join('，')
  const text = String(value)
  return VALUES[text] ?? (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(text) ? exactText(text) : text)
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A value before and after, and nothing else. */
function isChange(value: Readonly<Record<string, unknown>>): boolean {
  return 'before' in value && 'after' in value && Object.keys(value).length === 2
}
