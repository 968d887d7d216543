import { expect, test } from 'vitest'
import { openCase } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import { photograph } from '../harness/photo.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const json = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

test('The evidence is seen large, before beside after; a face is covered before the picture goes out, and the original stays', async () => {
  const { page, go, context } = await house.seat({ as: 'duty' })
  const send = async (scene: 'before' | 'after') => {
    const { name, mimeType, buffer } = await photograph(context, scene)
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name)
    return (await house.ask<{ id: string }>('duty', 'files', { method: 'POST', body: form })).id
  }
  const raised = await house.ask<{ id: string; number: string }>('accept', 'cases', json({ text: '烧烤摊占道经营，看证据的一件事', address: '天齐路167号', classCode: 'A010102', files: [await send('before')] }))
  await house.ask('community10', `cases/${raised.id}/moves`, json({ move: 'handle-self', text: '已劝离，桌椅收回店内', evidence: [await send('after')] }))

  await go(`/desk/check?q=${raised.number}`)
  await openCase(page, raised.number)
  await page.locator('.photo').first().press('Enter')
  const viewer = page.getByRole('dialog')
  await viewer.getByRole('toolbar', { name: '照片操作' }).waitFor()
  await page.keyboard.press('+')
  await page.keyboard.press('r')
  expect(await viewer.locator('.stage img').getAttribute('style')).toMatch(/scale\(1\.4\) rotate\(90deg\)/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('c')
  const slider = viewer.getByRole('slider')
  await slider.press('ArrowLeft')
  expect(await viewer.locator('.compare-before').getAttribute('style')).toContain('51%')
  await shoot(page, 'desk-compare')
  await viewer.locator('.strip button').first().press('Enter')
  await page.keyboard.press('m')
  await viewer.getByRole('button', { name: '加一块' }).press('Enter')
  const box = viewer.getByRole('button', { name: '第 1 块遮盖' })
  await box.waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  expect(await box.getAttribute('style')).toMatch(/left: 41%/)
  await shoot(page, 'desk-redact')
  const waiting = page.waitForEvent('download')
  await viewer.getByRole('button', { name: '下载遮盖后的照片' }).press('Enter')
  expect((await waiting).suggestedFilename()).toBe('before-已遮盖.jpg')
})
