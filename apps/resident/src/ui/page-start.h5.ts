import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

let isFirst = true

/**
 * Puts the focus on the page's heading when one comes to a page, as a browser does with a new document. An address that
 * was written into the bar, or a link from outside, brings a page that is already open back as it was, under whatever
 * parameters: such a page begins anew.
 */
export function usePageStart(headingId: string): void {
  const address = useRef<string | null>(null)
  useDidShow(() => {
    address.current ??= location.hash
    if (address.current !== location.hash) {
      location.reload()
      return
    }
    if (!isFirst) document.getElementById(headingId)?.focus({ preventScroll: true })
    isFirst = false
  })
}
