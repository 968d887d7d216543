import type { Context } from '../../kernel/context.ts'
import type { Stream } from './stream.ts'
import { fetchPicture, readIntake } from './take-intake.ts'

/** Where Frigate tells of tracked objects (its `topic_prefix` left as it is). */
export const FRIGATE_TOPIC = 'frigate/events'

/** Takes one message of Frigate; it speaks for the cameras of the area that it stands in itself. */
export async function takeFrigate(context: Context, { payload, path, sender, stream }: { payload: Buffer; path: string; sender: string; stream: Stream }): Promise<void> {
  const now = context.clock.now()
  const read = await readIntake(context, { topic: 'intake/frigate', payload, path, sender, at: now, now, scope: { paths: [path], units: [], userId: null } })
  await Promise.all(read.parcels.map((parcel) => stream.take(parcel)))
  await fetchPicture(context, read)
}
