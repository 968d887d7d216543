import type { IntakeValues } from './intake-values.ts'

const LONGEST = 60

interface Known {
  readonly values: IntakeValues
  readonly className: string | null
  /** When the answer is due, in words; null: not known yet. */
  readonly promise: string | null
}

/**
 * What the clerk reads to the caller before they hang up: place, matter, what happens next, where the answer goes. Plain
 * spoken sentences; what is missing is asked for instead of passed over.
 */
export function readBack({ values, className, promise }: Known): readonly string[] {
  const { text = '', address, contactPhone, join, isSecret } = values
  const matter = text.replaceAll(/\s+/gu, ' ').trim()
  if (matter === '') return []
  return [
    `我跟您核对一下：${address ? `地点是${address}` : '请问具体在什么地方'}。`,
    `您反映的是：${matter.length > LONGEST ? `${matter.slice(0, LONGEST)}……` : matter.replace(/[。！？.!?]*$/u, '。')}`,
    join ? `这件事已经有人反映过，正在办，编号${spoken(join.number)}。您同意我们一并答复吗？` : `我们按“${className ?? '一般诉求'}”登记，${promise ? `最迟${promise}前` : '按规定的时限'}给您答复。`,
    contactPhone ? `有结果打您尾号${spoken(tailOf(contactPhone))}的电话。${isSecret ? '您的姓名和电话我们会保密。' : ''}` : '请问您的联系电话是多少，有结果好告诉您？',
  ]
}

function tailOf(phone: string): string {
  return phone.replaceAll(/\D/gu, '').slice(-4)
}

/** Figures are read one by one. */
function spoken(number: string): string {
  return ` ${number.slice(-4).split('').join(' ')} `
}
