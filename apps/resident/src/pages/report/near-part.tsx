import { useEffect, useRef, useState } from 'react'
import { findNear, type NearForm, type NearReport } from '../../api.ts'
import { type Draft, placeOf } from '../../model/draft.ts'
import { toProblem } from '../../model/problem.ts'
import { Box, Button, Heading, Item, Text } from '../../ui/base'

/** How long somebody has to stop typing before the server is asked. */
const PAUSE_MS = 800
/** Shorter addresses name no place. */
const SHORTEST_ADDRESS = 4
/** So much of what was written says what it is about. */
const TEXT_MOST = 500

interface NearPartProps {
  draft: Draft
  isBusy: boolean
  onJoin: (report: NearReport) => void
}

/** Reports that stand around the place, and what was closed there of late: one touch follows one of them, or says that it is still there, instead of beginning another. Without network nothing is offered and reporting goes on. */
export function NearPart({ draft, isBusy, onJoin }: NearPartProps) {
  const reports = useNear(draft)
  if (reports.length === 0) return null
  return (
    <Box as="section" className="card" label="附近已经报过的">
      <Heading level={2}>附近有人报过，是同一件吗？</Heading>
      <Text block className="muted">
        是的话点「我也遇到」，一起办、一起答复您，不用再等受理；说是办结了其实没好的，点「问题还在」，重新办。不是就接着写，直接提交。
      </Text>
      <Box as="ul" className="list">
        {reports.map((report) => (
          <Item className="event" key={report.id}>
            <Text className="event-title">{report.what}</Text>
            <Text className="muted">
              {report.where}，{report.distanceText} · {report.sinceText}
              {report.people > 1 ? ` · 已有 ${report.people} 人遇到` : ''}
            </Text>
            <Text className="state-small">{report.stateText}</Text>
            <Button label={`${wordOf(report)}：${report.what}，${report.where}`} disabled={isBusy} onPress={() => onJoin(report)}>
              {wordOf(report)}
            </Button>
          </Item>
        ))}
      </Box>
    </Box>
  )
}

function wordOf({ isDone }: NearReport): string {
  return isDone ? '问题还在' : '我也遇到'
}

/** What stands around the place that was given; asked again when place or words have come to rest. */
function useNear(draft: Draft): readonly NearReport[] {
  const [reports, setReports] = useState<readonly NearReport[]>([])
  const question = JSON.stringify(questionOf(draft))
  const latest = useRef('')
  latest.current = question
  useEffect(() => {
    if (question === 'null') {
      setReports([])
      return undefined
    }
    const wait = setTimeout(async () => {
      const answer = await findNear(JSON.parse(question) as NearForm).catch(toProblem) // written just above
      if (latest.current === question) setReports(answer instanceof Error ? [] : answer.reports)
    }, PAUSE_MS)
    return () => clearTimeout(wait)
  }, [question])
  return reports
}

function questionOf({ text, fix, scanned, address }: Draft): NearForm | null {
  const place = address.trim()
  // A code that the server has not confirmed names no place yet.
  const code = scanned && scanned.name !== '' ? scanned.code : undefined
  if (!fix && code === undefined && place.length < SHORTEST_ADDRESS) return null
  return {
    withDone: true, ...(text.trim() !== '' && { text: text.trim().slice(0, TEXT_MOST) }), ...(fix && placeOf(fix)), ...(code !== undefined && { code }), ...(place !== '' && { address: place }),
  }
}
