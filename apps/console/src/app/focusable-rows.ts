/** For tables of plain text: rows take the focus, so that a narrow screen can scroll them by keyboard. */
export const focusableRows = () => ({ tabIndex: 0 })
