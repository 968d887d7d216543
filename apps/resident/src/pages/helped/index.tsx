import { fetchHelped, fetchHelpedProgress } from '../../api.ts'
import { usePageParams } from '../../go-params.ts'
import { Answers, spoken } from '../../ui/answers.tsx'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { ReportItem } from '../../ui/report-item.tsx'
import { Shell } from '../../ui/shell.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useFetched } from '../../use-fetched.ts'

/** 替家人看: what was reported with and since the consent; one of them step by step. */
export default function HelpedPage() {
  const { id = '', number } = usePageParams()
  return number === undefined ? <List id={id} /> : <One id={id} number={number} />
}

function List({ id }: { id: string }) {
  const { data, problem, isLoading } = useFetched(() => fetchHelped(id))
  return (
    <Shell title="替家人看" lead={data ? `${data.name} 的事` : ''}>
      <Status className="status">{isLoading && !data ? '正在看…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && data.reports.length === 0 && (
        <Box className="card">
          <Text block>同意以后还没有报过事。同意以前的，只有家人自己能看。</Text>
        </Box>
      )}
      <Box as="ul" className="list" label="报过的事">
        {(data?.reports ?? []).map((line) => (
          <ReportItem key={line.number} line={line} page="helped" params={{ id, number: line.number }} />
        ))}
      </Box>
    </Shell>
  )
}

function One({ id, number }: { id: string; number: string }) {
  const { data, problem, isLoading, refresh } = useFetched(() => fetchHelpedProgress(id, number))
  return (
    <Shell
      title="办到哪一步"
      lead={`编号 ${number}；家人看得到您看过`}
      action={
        <Button kind="primary" disabled={isLoading} onPress={() => void refresh()}>
          {isLoading ? '正在看…' : '刷新'}
        </Button>
      }
    >
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (
        <>
          <Answers progress={data} />
          <ReadAloud words={spoken(data)} />
          {data.reply && (
            <Box as="section" className="card reply">
              <Heading level={2}>答复</Heading>
              <Text block>{data.reply.text}</Text>
            </Box>
          )}
          <Timeline entries={data.timeline} />
        </>
      )}
    </Shell>
  )
}
