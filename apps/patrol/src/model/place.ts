import { useCallback, useEffect, useState } from 'react'

export interface Spot {
  readonly lon: number
  readonly lat: number
}

/** Where the phone is, asked once; null until it answers, a text when it cannot. Nothing is recorded. */
export function usePosition({ isAsked }: { isAsked: boolean }): { spot: Spot | null; problem: string | null; ask: () => void } {
  const [spot, setSpot] = useState<Spot | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return setProblem('这部手机没有定位。请在地图上点，或写地址。')
    setProblem(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setSpot({ lon: coords.longitude, lat: coords.latitude }),
      () => setProblem('定位没有成功。请在地图上点、选楼栋，或写地址。'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }, [])
  useEffect(() => {
    if (isAsked) ask()
  }, [isAsked, ask])
  return { spot, problem, ask }
}
