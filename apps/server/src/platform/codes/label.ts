/** What is printed for one code. */
export interface Label {
  /** What the QR code opens. */
  readonly url: string
  readonly code: string
  readonly name: string
  readonly areaName: string
  readonly address: string
  readonly version: number
}
