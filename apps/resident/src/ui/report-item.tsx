import type { ReportLine } from '../api.ts'
import { goTo, pageUrl } from '../go.ts'
import type { PageName, PageParams } from '../go.ts'
import { timeWords } from '../model/words.ts'
import { Item, Link, Text } from './base'

/** A report in a list of one's own or of somebody one helps, and the way to its steps. */
export function ReportItem({ line: { number, title, at, stateText, through }, page, params }: { line: ReportLine; page: PageName; params: PageParams }) {
  return (
    <Item className="list-item">
      <Link href={pageUrl(page, params)} onPress={() => goTo(page, params)} className="card list-link">
        <Text className="list-text">{title}</Text>
        <Text className="state-small">{stateText}</Text>
        <Text className="muted">
          {timeWords(at, Date.now())} · 编号 {number}
          {through === null ? '' : ` · 由 ${through} 代办`}
        </Text>
      </Link>
    </Item>
  )
}
