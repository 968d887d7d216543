import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { changePoolEntry } from '@yihu/contracts'
import type { Register } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

interface VerifyButtonProps {
  readonly register: Register
  readonly id: string
  readonly version: number
  /** What is verified, for whoever hears the page. */
  readonly name: string
}

/** Somebody was there and found all of it right, also what is left blank. */
export function VerifyButton({ register, id, version, name }: VerifyButtonProps) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const verify = useMutation({
    mutationFn: () => api.call(changePoolEntry, { params: { register, id }, body: { version, values: {}, source: 'visit', verification: 'verified' } }),
    onSuccess: () => void message.success('已记下：今天核实，内容属实'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => Promise.all(['pool', 'registers', 'quality'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  return <Button size="small" loading={verify.isPending} aria-label={`核实无误：${name}`} onClick={() => verify.mutate()}>核实无误</Button>
}
