import type { Template, TemplateField } from './template-book.ts'

/** Title and text as they are written, with places to fill. */
export interface Wording {
  readonly title: string
  readonly text: string
}

const PLACE = /\{([^{}]*)\}/gu

/** Puts values into their places; a place nobody has a value for stays empty. */
export function fill(wording: Wording, values: Readonly<Record<string, string>>): Wording {
  const put = (text: string) => text.replaceAll(PLACE, (_place, name: string) => values[name] ?? '').trim()
  return { title: put(wording.title), text: put(wording.text) }
}

/** With the examples of the template, as a preview. */
export function fillWithExamples(wording: Wording, fields: readonly TemplateField[]): Wording {
  return fill(wording, Object.fromEntries(fields.map(({ name, example }) => [name, example])))
}

/** What is wrong with a wording, by field (`title`, `text`); empty when it can be used. */
export function problemsOfWording({ title, text }: Wording, template: Template): Record<string, string> {
  const problems: Record<string, string> = {}
  if (template.title !== '' && title === '') problems['title'] = '标题不能空着'
  if (template.title === '' && title !== '') problems['title'] = '这条没有标题'
  if (text === '') problems['text'] = '正文不能空着'
  for (const [name, written] of Object.entries({ title, text })) problems[name] ??= problemOfPlaces(written, template.fields) ?? ''
  const missing = template.fields.find((field) => field.isNeeded && !`${title}${text}`.includes(`{${field.name}}`))
  if (missing && !problems['text']) problems['text'] = `缺少必需的 {${missing.name}}，没有它就不知道说的是哪一件`
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== ''))
}

function problemOfPlaces(text: string, fields: readonly TemplateField[]): string | null {
  if (/[{}]/u.test(text.replaceAll(PLACE, ''))) return '大括号没有成对，占位要写成 {编号} 这样'
  const unknown = [...text.matchAll(PLACE)].map(([, name = '']) => name).find((name) => !fields.some((field) => field.name === name))
  return unknown === undefined ? null : `没有 {${unknown}} 这个占位，可以用的是 ${fields.map(({ name }) => `{${name}}`).join('、')}`
}
