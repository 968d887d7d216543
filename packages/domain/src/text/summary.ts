import { redact } from './redact.ts'

const MOST_READ = 8000
const MOST_SENTENCES = 60
const LONGEST = 60
const BREAK = /[。！？!?；;\n\r]+/u
const TAG = /<[^<>]{0,200}>/gu
const COURTESY = /^(?:尊敬的?[^，,:：]{0,12}[，,:：]?|各位领导[，,:：]?|领导[，,:：]?|您好[，,！!]?|你好[，,！!]?|谢谢[您你]?[，,]?|感谢[^，,]{0,20}[，,]?|我(?:要|想)?(?:反映|投诉)(?:一下|一个问题|一件事)?[，,:：]?|现?反映(?:一个|以下)?(?:问题|情况)[，,:：]?|\s)+/u
const TROUBLE = /漏|堵|坏|臭|噪|扰民|占用|违建|违规|破损|缺失|脱落|积水|垃圾|油烟|停水|停电|没有|没人|无人|不亮|不通|无法|拖欠|退费|收费|损坏|塌|危险|隐患|投诉|偷|乱|脏|裂/gu
const WISH = /希望|请|要求|建议|咨询|请问|能否|什么时候|为什么/u
const PLACE = /[路街巷号楼村桥店园校]|小区|单元|社区|广场/u

/**
 * One line that says what a text is about, out of its own words: the sentence with trouble and place in it, early ones
 * first, without greetings, personal data covered. Empty for a text without words.
 */
export function summaryLine(text: string, { most = LONGEST }: { readonly most?: number } = {}): string {
  const plain = redact(text.slice(0, MOST_READ).toWellFormed().replaceAll(TAG, ' '))
  const sentences = plain.split(BREAK, MOST_SENTENCES).map(withoutCourtesy)
  let best = { line: '', worth: -Infinity }
  sentences.forEach((line, place) => {
    const worth = worthOf(line, place)
    if (/[\p{L}\p{N}]/u.test(line) && worth > best.worth) best = { line, worth }
  })
  const characters = [...best.line]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : best.line
}

/** A sentence without the greeting it opens with, blanks single. */
export function withoutCourtesy(sentence: string): string {
  return sentence.replace(COURTESY, '').replaceAll(/\s+/gu, ' ').trim()
}

function worthOf(line: string, place: number): number {
  const troubles = Math.min(3, line.match(TROUBLE)?.length ?? 0)
  const isShort = line.length < 6 ? 3 : 0
  return 2 * troubles + (WISH.test(line) ? 0.5 : 0) + (PLACE.test(line) ? 1.5 : 0) - 0.4 * Math.min(place, 10) - isShort
}
