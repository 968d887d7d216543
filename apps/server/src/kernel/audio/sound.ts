/** The sound of a container: its bytes without anything else, and how long it plays. */
export interface Sound {
  readonly bytes: Buffer
  readonly seconds: number
}
