import { pinyinOf } from '@yihu/domain'

/** How a name that is no secret sounds, syllables without tones: other characters of the same sound are found too. */
export function soundOf(text: string): string {
  return pinyinOf(text).join('')
}

/** «xuegongyaofang xgyf»: what an organisation is also found by. */
export function spellingOf(name: string): string {
  return `${soundOf(name)} ${pinyinOf(name).map((syllable) => syllable.charAt(0)).join('')}`
}
