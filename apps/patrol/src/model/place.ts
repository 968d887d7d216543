import { useCallback, useEffect, useRef, useState } from 'react'

export interface Spot {
  readonly lon: number
  readonly lat: number
}

interface Position {
  readonly spot: Spot | null
  readonly problem: string | null
  readonly ask: () => void
  /** What it has answered by now, for who waited since the page was drawn. */
  readonly latest: () => Spot | null
}

/** Where the phone is, asked once; null until it answers, a text when it cannot. Nothing is recorded. */
export function usePosition({ isAsked }: { isAsked: boolean }): Position {
  const [spot, setSpot] = useState<Spot | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const answered = useRef<Spot | null>(null)
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return setProblem('这部手机没有定位。请在地图上点，或写地址。')
    setProblem(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        answered.current = { lon: coords.longitude, lat: coords.latitude }
        setSpot(answered.current)
      },
      () => setProblem('定位没有成功。请在地图上点、选楼栋，或写地址。'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }, [])
  useEffect(() => {
    if (isAsked) ask()
  }, [isAsked, ask])
  return { spot, problem, ask, latest: () => answered.current }
}
