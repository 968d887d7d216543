import { Tooltip } from 'antd'
import { agoText, exactText, instantText } from './time.ts'

/** A time in words, the exact one on hover and focus. */
export function When({ at, isRelative = false }: { readonly at: string; readonly isRelative?: boolean }) {
  return (
    <Tooltip title={exactText(at)}>
      <time dateTime={at}>{isRelative ? agoText(at) : instantText(at)}</time>
    </Tooltip>
  )
}
