import { Fault } from '@yihu/contracts'
import { personalIn } from '@yihu/domain'

/** Mobile telephones, identity and plate numbers are nothing for everybody; an office's own telephone may stand. @throws story-personal */
export function refusePersonal(words: string): void {
  const found = personalIn(words).filter(({ kind, text }) => kind !== 'person' && !(kind === 'phone' && /^[02-9]/u.test(text)))
  if (found.length > 0) throw new Fault('story-personal', { details: { found: found.map(({ text }) => text).slice(0, 5).join('、') } })
}

/** What reads like somebody's name, each once: whoever publishes it looks at these. */
export function namesIn(words: string): string[] {
  return [...new Set(personalIn(words).filter(({ kind }) => kind === 'person').map(({ text }) => text))]
}
