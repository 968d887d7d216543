import { expect, test } from 'vitest'
import { hoursOf, windowsText } from './hours-form.ts'

test('service hours are read as people write them', () => {
  expect(hoursOf('8:30-12:00，13:30—17:30', [{ from: '6月1日', to: '9-30', windows: '08：30至12：00 14.00~18.00' }])).toEqual({
    usual: [{ open: '08:30', close: '12:00' }, { open: '13:30', close: '17:30' }],
    seasons: [{ from: '06-01', to: '09-30', windows: [{ open: '08:30', close: '12:00' }, { open: '14:00', close: '18:00' }] }],
  })
})

test('what is shown is read back as the same', () => {
  const windows = [['08:30', '12:00'], ['13:30', '17:30']] as const
  expect(hoursOf(windowsText(windows), []).usual).toEqual(windows.map(([open, close]) => ({ open, close })))
})

test('half a stretch is not made up: the server says what is missing', () => {
  expect(hoursOf('8:30', []).usual).toEqual([{ open: '08:30', close: '' }])
})
