import type { Locator, Page } from 'playwright-core'

/** The line of a case in the open list; it appears by itself when a colleague brings it. */
export const lineOf = (page: Page, number: string): Locator => page.locator('.item', { hasText: number })

/** Opens a case from the list of this desk, as by a click on its line. */
export async function openCase(page: Page, number: string): Promise<Locator> {
  await lineOf(page, number).locator('.item-body').click()
  const article = caseOf(page, number)
  await article.waitFor()
  return article
}

/** The case as it stands on the page. */
export const caseOf = (page: Page, number: string): Locator => page.getByRole('article', { name: `案件 ${number}` })

/** Begins a move of the open case: its button in the bar, or under «更多操作». */
export async function begin(page: Page, label: string): Promise<Locator> {
  const bar = page.getByRole('group', { name: '可以做的操作' })
  await bar.waitFor()
  const button = bar.getByRole('button', { name: new RegExp(`^${label}`) })
  if ((await button.count()) > 0) {
    await button.click()
  } else {
    await bar.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click()
  }
  return page.getByRole('region', { name: label })
}

/** Sends the form of a move and waits until the case says its new state. */
export async function send(page: Page, panel: Locator, options: { readonly label: string; readonly becomes: string }): Promise<void> {
  await panel.getByRole('button', { name: new RegExp(`^${options.label}`) }).click()
  await inState(page, options.becomes)
}

/** The open case is in this state. */
export async function inState(page: Page, label: string): Promise<void> {
  await page.locator('.steps .step-state', { hasText: label }).waitFor()
}

/** Chooses an option of a list box by typing part of its name. */
export async function choose(page: Page, field: Locator, words: string): Promise<void> {
  await field.click()
  await field.pressSequentially(words)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option, .ant-select-dropdown:visible .ant-select-tree-node-content-wrapper', { hasText: words }).first().click()
}
