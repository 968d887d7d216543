import { useState } from 'react'
import { toProblem } from '../model/problem.ts'
import { tidyCode } from '../model/receipts.ts'
import { focusOn } from '../platform/device'
import { Box, Button, Field, Heading, Status } from './base'

interface CodeLookupProps<T> {
  find: (number: string, queryCode: string) => Promise<T>
  onFound: (found: T, queryCode: string) => void
}

/** 用编号和查询码查: for another phone, or for a parent whose child looks it up. */
export function CodeLookup<T>({ find, onFound }: CodeLookupProps<T>) {
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<{ number?: string; code?: string; all?: string }>({})
  const [isAsking, setAsking] = useState(false)

  const ask = async () => {
    const typed = { number: tidyCode(number), code: tidyCode(code) }
    const missing = {
      ...(typed.number === '' && { number: '请填回执上的编号。' }),
      ...(typed.code === '' && { code: '请填回执上的查询码。' }),
    }
    setWrong(missing)
    if (missing.number !== undefined || missing.code !== undefined) {
      focusOn(missing.number === undefined ? 'lookup-code' : 'lookup-number')
      return
    }
    setAsking(true)
    const answer = await find(typed.number, typed.code).catch(toProblem)
    setAsking(false)
    if (answer instanceof Error) {
      setWrong({ all: answer.kind === 'offline' ? '没有网络，现在查不了。编号和查询码还在上面，有网后再点一次。' : answer.message })
      return
    }
    onFound(answer, typed.code)
  }

  return (
    <Box as="section" className="card">
      <Heading level={2}>用编号和查询码查</Heading>
      <Field id="lookup-number" label="编号" kind="code" value={number} onChange={setNumber} error={wrong.number} />
      <Field id="lookup-code" label="查询码" kind="code" value={code} onChange={setCode} error={wrong.code} />
      <Status className="status warn">{wrong.all !== undefined && `▲ ${wrong.all}`}</Status>
      <Button onPress={() => void ask()} disabled={isAsking}>
        {isAsking ? '正在查…' : '查一下'}
      </Button>
    </Box>
  )
}
