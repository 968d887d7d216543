import { useState } from 'react'
import { fetchProgress } from '../../api.ts'
import { goTo } from '../../go.ts'
import { toProblem } from '../../model/problem.ts'
import { tidyCode } from '../../model/receipts.ts'
import { focusOn } from '../../platform/device'
import { keepReceipt } from '../../receipts.ts'
import { Box, Button, Field, Heading, Status } from '../../ui/base'

/** 用编号和查询码查: for another phone, or for a parent whose child looks it up. */
export function Lookup() {
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<{ number?: string; code?: string; all?: string }>({})
  const [isAsking, setAsking] = useState(false)

  const find = async () => {
    const ask = { number: tidyCode(number), code: tidyCode(code) }
    const missing = {
      ...(ask.number === '' && { number: '请填回执上的编号。' }),
      ...(ask.code === '' && { code: '请填回执上的查询码。' }),
    }
    setWrong(missing)
    if (missing.number !== undefined || missing.code !== undefined) {
      focusOn(missing.number === undefined ? 'lookup-code' : 'lookup-number')
      return
    }
    setAsking(true)
    const answer = await fetchProgress(ask.number, ask.code).catch(toProblem)
    setAsking(false)
    if (answer instanceof Error) {
      setWrong({ all: answer.kind === 'offline' ? '没有网络，现在查不了。编号和查询码还在上面，有网后再点一次。' : answer.message })
      return
    }
    const found = answer.number
    keepReceipt({ number: found, queryCode: ask.code, text: answer.text, at: answer.timeline[0]?.at ?? new Date().toISOString() })
    goTo('progress', { number: found })
  }

  return (
    <Box as="section" className="card">
      <Heading level={2}>用编号和查询码查</Heading>
      <Field id="lookup-number" label="编号" kind="code" value={number} onChange={setNumber} error={wrong.number} />
      <Field id="lookup-code" label="查询码" kind="code" value={code} onChange={setCode} error={wrong.code} />
      <Status className="status warn">{wrong.all !== undefined && `▲ ${wrong.all}`}</Status>
      <Button onPress={() => void find()} disabled={isAsking}>
        {isAsking ? '正在查…' : '查一下'}
      </Button>
    </Box>
  )
}
