import type { Socket } from 'node:net'
import type { Room } from './door.ts'
import type { Gate } from './gate.ts'
import type { Lane } from './lane.ts'

/** Of one connection no more is under way than arrives in this many bytes. */
const PIECE = 8192

interface Through {
  readonly gate: Gate
  readonly lane: Lane
  readonly room: Room
}

/**
 * The broker reads its connections by `read`; what it gets has passed the gate, and what the lane takes it never sees. A
 * stream between them would cost every message. Nothing more is read while the lane is busy, while there is no room, or
 * while the other side does not read what it is answered.
 */
export function readThrough(socket: Socket, { gate, lane, room }: Through): void {
  const read = socket.read.bind(socket)
  let isAwaitingRoom = false
  const isHeldBack = (): boolean => {
    if (lane.isBusy() || socket.writableNeedDrain || isAwaitingRoom) return true
    if (!room.isFull()) return false
    isAwaitingRoom = true
    room.whenFree(() => {
      isAwaitingRoom = false
      readOn(socket)
    })
    return true
  }
  /** What is in the next piece for the broker; pieces without anything for it are gone through. */
  const next = (): unknown => {
    while (!isHeldBack()) {
      const chunk: unknown = socket.readableLength > PIECE ? read(PIECE) : read()
      if (!Buffer.isBuffer(chunk)) return chunk
      const passed = gate.pass(chunk)
      const rest = passed.length > 0 ? lane.sort(passed) : null
      if (rest) return rest
    }
    return null
  }
  socket.read = (size?: number): unknown => {
    if (size === 0) return read(0)
    try {
      return next()
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined)
      return null
    }
  }
  socket.on('drain', () => { readOn(socket) })
}

/** Has the broker look whether there is more. */
export function readOn(socket: Socket): void {
  if (!socket.destroyed) socket.emit('readable')
}
