import { useDidShow } from '@tarojs/taro'

let isFirst = true

/** Puts the focus on the page's heading when one comes to a page, as a browser does with a new document. */
export function usePageStart(headingId: string): void {
  useDidShow(() => {
    if (!isFirst) document.getElementById(headingId)?.focus({ preventScroll: true })
    isFirst = false
  })
}
