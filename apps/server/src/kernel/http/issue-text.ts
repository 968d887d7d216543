import type { z } from 'zod'

const KINDS: Readonly<Record<string, string>> = { string: '文字', number: '数字', int: '整数', boolean: '是或否', array: '一列内容', object: '一组内容', record: '一组内容', date: '时间' }
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '编号的写法不对', datetime: '时间要写成 2026-05-07T10:00:00+08:00 这样', date: '日期要写成 2026-05-07 这样',
}

/** What is wrong with one field, in Chinese; contracts that say it themselves are taken at their word. Never quotes the value. */
export function issueText(issue: z.core.$ZodIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? '请填写' : `这里要填${KINDS[issue.expected] ?? '别的内容'}`
    case 'too_big':
      return issue.origin === 'string' ? `太长，最多 ${String(issue.maximum)} 个字` : issue.origin === 'array' ? `太多，最多 ${String(issue.maximum)} 项` : `不能大于 ${String(issue.maximum)}`
    case 'too_small':
      if (issue.origin === 'string') return Number(issue.minimum) <= 1 ? '请填写' : `太短，至少 ${String(issue.minimum)} 个字`
      return issue.origin === 'array' ? `至少 ${String(issue.minimum)} 项` : `不能小于 ${String(issue.minimum)}`
    case 'invalid_format':
      return FORMATS[issue.format] ?? '写法不对'
    case 'invalid_value':
      return `只能是 ${issue.values.slice(0, 20).map(String).join('、')} 之一`
    default:
      return '填写不对'
  }
}
