import type { AnyReceipt } from './api.ts'
import { replaceWith } from './go.ts'
import { keepReceipt } from './receipts.ts'

/** Goes on to the receipt; one's own stands in 「我报的事」 from now on, one for a parent is read under the consent only. */
export function showReceipt(receipt: AnyReceipt, text: string): void {
  if ('helping' in receipt) {
    replaceWith('receipt', { number: receipt.number, helping: receipt.helping })
    return
  }
  const { number, queryCode } = receipt
  keepReceipt({ number, queryCode, text, at: new Date().toISOString() })
  replaceWith('receipt', { number, queryCode })
}
